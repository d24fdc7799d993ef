using WireSP.Bson;

namespace WireSP.Streaming.Sinks;

/// <summary>Says where a sink would write a document and what beside it, without an outside system.</summary>
public interface ITargetDescriber
{
    /// <summary>
    /// The target by the names that the stage uses, for example <c>{topic, key, headers}</c>; only what there is.
    /// </summary>
    /// <exception cref="WireSP.Expressions.EvaluationException">The sink would refuse the document.</exception>
    BsonDocument Describe(in StreamDocument document);
}

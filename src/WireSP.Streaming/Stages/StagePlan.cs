using WireSP.Bson;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Stages;

/// <summary>A compiled stage. Immutable and shared; each task makes an operator of its own from it.</summary>
internal abstract class StagePlan(string stageName)
{
    /// <summary>The stage's name with its dollar sign.</summary>
    public string StageName { get; } = stageName;

    /// <summary>The operator's name, for example <c>TumblingWindowOperator</c>.</summary>
    public string OperatorName { get; } = $"{char.ToUpperInvariant(stageName[1])}{stageName[2..]}Operator";

    /// <summary>Makes the operator of one task.</summary>
    public abstract Operator Create(OperatorFactory factory);

    /// <summary>Appends what is worth knowing of the plan to an explanation.</summary>
    public virtual void Explain(BsonWriter writer)
    {
    }
}

using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Transforms;

/// <summary>
/// A compiled stage that makes one document from one: $project, $set, $unset, $replaceRoot. Copies unchanged byte
/// ranges and writes only what changed. Stateless and shared.
/// </summary>
public abstract class DocumentTransform
{
    /// <summary>Whether <see cref="TryForward"/> has to be asked at all.</summary>
    public virtual bool MayForward => false;

    /// <summary>
    /// Appends the new document to <paramref name="output"/>; on failure the caller truncates the output.
    /// </summary>
    /// <exception cref="EvaluationException">The document cannot be transformed; fails that document.</exception>
    public void Apply(EvaluationContext context, BsonWriter output)
    {
        if (!TryApply(context, output))
        {
            throw context.ToException();
        }
    }

    /// <summary>
    /// As <see cref="Apply"/>, but most failures of operators are false, and the context says what they are: where many
    /// documents fail, exceptions would cost more than all the rest.
    /// </summary>
    /// <exception cref="EvaluationException">Any other failure.</exception>
    public abstract bool TryApply(EvaluationContext context, BsonWriter output);

    /// <summary>
    /// Answers the new document without writing when its bytes exist already inside the context's document: nothing
    /// changed, or a part of it is promoted. Otherwise <see cref="Apply"/> has to be called.
    /// </summary>
    /// <exception cref="EvaluationException">The document cannot be transformed; fails that document.</exception>
    public virtual bool TryForward(EvaluationContext context, out BsonDocument document)
    {
        document = default;
        return false;
    }

    /// <summary>Makes many documents at once, for one task.</summary>
    /// <param name="plan">The fields that the transform reads.</param>
    public TransformRun CreateRun(FieldPlan plan) => new(plan, this);

    /// <summary>Whether <see cref="LayoutFor"/> only tells where in the old document the new one is.</summary>
    internal virtual bool FindsParts => false;

    /// <summary>
    /// How documents of a shape are made many at once; null where they have to be made one by one.
    /// </summary>
    internal virtual RunLayout? LayoutFor(FieldShape shape) => null;
}

using WireSP.Bson;

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

    /// <summary>
    /// Transforms documents one after the other without further ado, as long as they are like the context's last one
    /// and nothing can go wrong with them; gives what <see cref="Apply"/> gives for each.
    /// </summary>
    /// <param name="context">The context in which the document before was transformed.</param>
    /// <param name="buffer">The buffer that the documents are in.</param>
    /// <param name="documents">Where they are.</param>
    /// <param name="output">Receives the new documents.</param>
    /// <param name="lengths">Receives their lengths.</param>
    /// <returns>How many were transformed; the next one needs a closer look.</returns>
    public virtual int ApplyRun(
        EvaluationContext context,
        byte[] buffer,
        ReadOnlySpan<DocumentSlice> documents,
        BsonWriter output,
        Span<int> lengths) => 0;

    /// <summary>Whether <see cref="ApplyRun"/> could go on with documents like the context's.</summary>
    public virtual bool CanRun(EvaluationContext context) => false;
}

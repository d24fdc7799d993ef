using WireSP.Expressions.Matching;

namespace WireSP.Streaming.Operators;

/// <summary>Lets documents pass that match a predicate, as they are; copies nothing.</summary>
internal sealed class MatchOperator(string name, ChainOutput output, Predicate predicate, FieldScope fields)
    : Operator(name, output)
{
    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        bool matches;
        try
        {
            matches = predicate.Matches(fields.Context);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            return;
        }

        if (matches)
        {
            Next.Process(document);
        }
    }
}

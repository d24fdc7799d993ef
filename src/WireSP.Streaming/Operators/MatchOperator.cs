using WireSP.Expressions.Matching;

namespace WireSP.Streaming.Operators;

/// <summary><c>$match</c>: a document that does not match goes no further.</summary>
internal sealed class MatchOperator(
    string name, ChainOutput output, Predicate predicate, FieldScope fields, FieldScope following)
    : FilterOperator(name, output, predicate, fields, following)
{
    /// <inheritdoc/>
    protected override bool Rejects => false;

    /// <inheritdoc/>
    protected override void Reject(in StreamDocument document)
    {
    }
}

using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>The int 1 where a condition holds and 0 where it does not.</summary>
internal sealed class FlagSource(RunSource condition) : DerivedSource(condition, BsonType.Int32)
{
    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads) => All;
}

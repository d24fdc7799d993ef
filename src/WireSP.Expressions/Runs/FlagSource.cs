using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>The int 1 where a condition holds and 0 where it does not.</summary>
internal sealed class FlagSource(RunSource condition) : RunSource(BsonType.Int32)
{
    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads) =>
        condition.Fill(run, rows, payloads);
}

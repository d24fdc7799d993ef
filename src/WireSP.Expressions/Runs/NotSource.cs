using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Whether a condition does not hold: 1 or 0.</summary>
internal sealed class NotSource(RunSource condition) : RunSource(BsonType.Boolean)
{
    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = condition.Fill(run, rows, payloads);
        foreach (var row in Before(rows, failed))
        {
            payloads[row] ^= 1;
        }

        return failed;
    }
}

using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Whether a condition does not hold: 1 or 0.</summary>
internal sealed class NotSource(RunSource condition) : DerivedSource(condition, BsonType.Boolean)
{
    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        foreach (var row in rows)
        {
            payloads[row] ^= 1;
        }

        return All;
    }
}

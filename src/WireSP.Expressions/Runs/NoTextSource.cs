using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Null or nothing, where other rows have texts.</summary>
internal sealed class NoTextSource(BsonType none) : RunSource(BsonType.String)
{
    public override bool IsLoose => true;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var payload = none == BsonType.Null ? RunText.Null : RunText.Missing;
        foreach (var row in rows)
        {
            payloads[row] = payload;
        }

        return All;
    }
}

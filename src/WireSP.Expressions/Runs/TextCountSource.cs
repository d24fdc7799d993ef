using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>The number of parts of a text between separators.</summary>
internal sealed class TextCountSource(RunSource text, byte[] separator) : DerivedSource(text, BsonType.Int32)
{
    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        foreach (var row in rows)
        {
            var bytes = run.TextOf(payloads[row]);
            payloads[row] = (separator.Length == 1 ? bytes.Count(separator[0]) : bytes.Count(separator)) + 1;
        }

        return All;
    }
}

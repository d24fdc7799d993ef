using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>The number of parts of a text between separators.</summary>
internal sealed class TextCountSource(RunSource text, byte[] separator) : RunSource(BsonType.Int32)
{
    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = text.Fill(run, rows, payloads);
        foreach (var row in Before(rows, failed))
        {
            var bytes = run.TextOf(payloads[row]);
            payloads[row] = (separator.Length == 1 ? bytes.Count(separator[0]) : bytes.Count(separator)) + 1;
        }

        return failed;
    }
}

using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Which of some constants each text is: its number, or how many there are.</summary>
internal sealed class TextNumberSource(RunSource text, TextTable table) : RunSource(BsonType.Int32)
{
    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = text.Fill(run, rows, payloads);
        table.Find(run, Before(rows, failed), payloads);
        return failed;
    }
}

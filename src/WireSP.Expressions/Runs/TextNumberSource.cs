using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Which of some constants each text is: its number, or how many there are.</summary>
internal sealed class TextNumberSource(RunSource text, TextTable table) : DerivedSource(text, BsonType.Int32)
{
    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        table.Find(run, rows, payloads);
        return All;
    }
}

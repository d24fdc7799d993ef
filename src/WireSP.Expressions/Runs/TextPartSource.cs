using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>One part of a text between separators; nothing where there are fewer parts.</summary>
internal sealed class TextPartSource(TextCuts cuts, int index) : RunSource(BsonType.String)
{
    public override bool IsLoose => true;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = cuts.Cut(run, rows);
        foreach (var row in Before(rows, failed))
        {
            payloads[row] = cuts.PartOf(row, index);
        }

        return failed;
    }
}

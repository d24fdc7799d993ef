using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>A date that is written as text; a text that takes a closer look ends the run.</summary>
internal sealed class TextDateSource(TextSource text) : DerivedSource(text, BsonType.DateTime)
{
    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var minutes = run.Context!.Minutes;
        foreach (var row in rows)
        {
            if (!minutes.TryRead(run.TextOf(payloads[row]), out payloads[row]))
            {
                return row;
            }
        }

        return All;
    }
}

using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Runs;

/// <summary>Texts in lower case; where there is none, the empty one.</summary>
internal sealed class LowerTextSource(RunSource text) : RunSource(BsonType.String)
{
    public override bool IsLoose => true;

    /// <summary>Makes the source; those that only compare texts take them as they are, so these are shared.</summary>
    public static LowerTextSource Of(RunSource text) =>
        new(text is TextSource or SharedSource ? text : SharedSource.Of(text)!);

    /// <summary>The texts that are in lower case in another source; null when they are as they were.</summary>
    public static RunSource? TextOf(RunSource source) =>
        SharedSource.Inner(source) is LowerTextSource lower ? lower.Text : null;

    private RunSource Text => text;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = text.Fill(run, rows, payloads);
        foreach (var row in Before(rows, failed))
        {
            var payload = payloads[row];
            var length = Math.Max(0, RunText.LengthOf(payload));
            var room = run.MakeText(length, out payloads[row]);
            ToLower.Write(length == 0 ? default : run.TextOf(payload), room);
        }

        return failed;
    }
}

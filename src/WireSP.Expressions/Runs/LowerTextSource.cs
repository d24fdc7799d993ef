using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Runs;

/// <summary>Texts in lower case; where there is none, the empty one.</summary>
internal sealed class LowerTextSource(RunSource text) : RunSource(BsonType.String)
{
    public override bool IsLoose => true;

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

using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Whether texts are equal to a constant one.</summary>
/// <param name="text">The texts; rows may have none.</param>
/// <param name="constant">What they are compared with.</param>
/// <param name="whenEqual">What it is called when they are equal.</param>
internal sealed class TextEqualitySource(RunSource text, byte[] constant, bool whenEqual) : RunSource(BsonType.Boolean)
{
    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = text.Fill(run, rows, payloads);
        foreach (var row in Before(rows, failed))
        {
            var payload = payloads[row];
            var isEqual = RunText.LengthOf(payload) == constant.Length && run.TextOf(payload).SequenceEqual(constant);
            payloads[row] = isEqual == whenEqual ? 1 : 0;
        }

        return failed;
    }
}

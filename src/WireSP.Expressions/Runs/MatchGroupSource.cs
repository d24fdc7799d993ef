using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>A group of each match.</summary>
/// <param name="match">The matches.</param>
/// <param name="group">The group's number; 0 for the match itself.</param>
/// <param name="none">What there is without a match.</param>
internal sealed class MatchGroupSource(MatchSource match, int group, long none) : RunSource(BsonType.String)
{
    public override bool IsLoose => true;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = match.Fill(run, rows, payloads);
        foreach (var row in Before(rows, failed))
        {
            payloads[row] = match.IsMatch(row) ? match.GroupOf(row, group) : none;
        }

        return failed;
    }
}

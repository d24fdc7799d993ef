using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>The captures of matches, of which only single ones can be read.</summary>
internal sealed class MatchCapturesSource(MatchSource match) : RunSource(BsonType.Array)
{
    public override bool IsLoose => true;

    /// <summary>The capture at an index, if there is one.</summary>
    public RunSource? At(int index) =>
        index + 1 < match.GroupCount ? new MatchGroupSource(match, index + 1, RunText.Null) : null;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads) =>
        match.Fill(run, rows, payloads);
}

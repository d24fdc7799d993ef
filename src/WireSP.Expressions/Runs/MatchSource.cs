using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Matching.Patterns;

namespace WireSP.Expressions.Runs;

/// <summary>
/// The first matches of a simple regular expression: not as documents, but where the groups are. A text that is not
/// ASCII ends the run.
/// </summary>
internal sealed class MatchSource(RunSource text, BytePattern pattern) : RunSource(BsonType.Document)
{
    private readonly long[] _texts = new long[RunReader.DocumentsMax];
    private readonly int[] _places = new int[pattern.PlaceCount * RunReader.DocumentsMax];
    private readonly RunRows _searched = new();

    /// <summary>Groups, the match itself included.</summary>
    public int GroupCount => pattern.PlaceCount / 2;

    public override bool IsLoose => true;

    /// <summary>Searches texts; what is found <see cref="GroupOf"/> tells.</summary>
    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        Span<int> missing = stackalloc int[RunReader.DocumentsMax];
        missing = missing[.._searched.FindMissing(run, rows, missing)];
        var failed = missing.Length == 0 ? All : text.Fill(run, missing, _texts);
        missing = missing[..Before(missing, failed).Length];
        for (var i = 0; i < missing.Length; i++)
        {
            if (!TrySearch(run.TextOf(_texts[missing[i]]), missing[i]))
            {
                failed = missing[i];
                missing = missing[..i];
            }
        }

        _searched.Add(missing);
        return failed;
    }

    /// <summary>Whether a document's text has a match.</summary>
    public bool IsMatch(int row) => _places[row * pattern.PlaceCount] >= 0;

    /// <summary>A group of a document's match; null where it took no part.</summary>
    public long GroupOf(int row, int group)
    {
        var places = _places.AsSpan((row * pattern.PlaceCount) + (group * 2), 2);
        return places[1] < 0 ? RunText.Null : RunText.Part(_texts[row], places[0], places[1] - places[0]);
    }

    private bool TrySearch(ReadOnlySpan<byte> bytes, int row)
    {
        var places = _places.AsSpan(row * pattern.PlaceCount, pattern.PlaceCount);
        if (!Ascii.IsValid(bytes) || pattern.Search(bytes, 0, places) is not { } found)
        {
            return false;
        }

        if (!found)
        {
            places.Fill(-1);
        }

        return true;
    }
}

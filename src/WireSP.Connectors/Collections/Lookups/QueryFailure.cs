using WireSP.Streaming;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>Tells queries that fail for one document's values from those that fail for all.</summary>
internal static class QueryFailure
{
    // Codes of the public list that say that the stages themselves, the rights or the collection are wrong; sorted.
    // What a value can cause as well (2, 14) is not among them.
    private static readonly int[] OfAll =
    [
        8, 9, 13, 18, 20, 26, 59, 73, 115, 168, 224, 238, 9001, 15947, 15952, 15955, 15958, 15959, 15973, 15974, 15975,
        15976, 15981, 15983, 15999, 16020, 16410, 16872, 17276, 28812, 28818, 31120, 31253, 31254, 31325, 40157, 40158,
        40160, 40229, 40272, 40323, 40324, 40414, 40415, 40601, 51047, 51272, 5107200, 5107201,
    ];

    /// <summary>Whether the failure is one document's, so that others may be asked for all the same.</summary>
    public static bool IsOfDocument(StreamProcessorException failure) =>
        failure.Domain == FailureDomain.User && failure.Retry == RetryPolicy.Never
        && Array.BinarySearch(OfAll, failure.Code) < 0;
}

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Named limits of initial copies.</summary>
internal static class CopyLimits
{
    /// <summary>Most ranges of <c>_id</c> that are copied at once: what the largest tier allows.</summary>
    public const int ParallelismMax = 64;
}

namespace WireSP.Connectors.Local;

/// <summary>In which order a scan reads.</summary>
public enum ScanOrder
{
    /// <summary>Whatever is cheapest; by insertion when nothing is.</summary>
    Any,

    /// <summary>By insertion, the oldest first.</summary>
    Natural,

    /// <summary>By insertion, the newest first.</summary>
    NaturalDescending,

    /// <summary>By <c>_id</c>, the least first.</summary>
    Id,

    /// <summary>By <c>_id</c>, the greatest first.</summary>
    IdDescending,
}

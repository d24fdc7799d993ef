namespace WireSP.Connectors.Collections.Lookups;

/// <summary>Named limits of lookups.</summary>
internal static class LookupLimits
{
    /// <summary>Most documents that are answered at once.</summary>
    public const int DocumentsMax = 1024;

    /// <summary>Most bytes of found documents that are held at once, but for those of a single document.</summary>
    public const long HeldBytesMax = 64L * 1024 * 1024;

    /// <summary>Documents read from a cursor at a time.</summary>
    public const int CursorDocuments = 1000;

    /// <summary>Bytes of values in one query, well within what a command may hold.</summary>
    public const int QueryBytesMax = 8 * 1024 * 1024;

    /// <summary>The part of a tier's memory that a cache takes unless its stage says otherwise.</summary>
    public const double CacheShareDefault = 0.1;

    /// <summary>The largest part of a tier's memory that a cache may take.</summary>
    public const double CacheShareMax = 0.125;

    /// <summary>Bytes of a cache where no tier bounds it: the default of the smallest one.</summary>
    public const long CacheBytesDefault = 50L * 1024 * 1024;
}

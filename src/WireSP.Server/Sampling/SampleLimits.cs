namespace WireSP.Server.Sampling;

/// <summary>Named limits of sampling.</summary>
internal static class SampleLimits
{
    /// <summary>Documents that a cursor keeps for a client that is slower than the processor.</summary>
    public const int QueuedDocumentsMax = 2000;

    /// <summary>Bytes that a cursor keeps; one larger document is kept all the same.</summary>
    public const int QueuedBytesMax = 4 * 1024 * 1024;

    /// <summary>Bytes after which sampling a stored processor ends, as the manual documents (40 MB).</summary>
    public const long SampledBytesMax = 40_000_000;

    /// <summary>Documents of a reply when the client does not say how many.</summary>
    public const int BatchDocumentsDefault = 5;

    /// <summary>
    /// Bytes of documents in a reply: leaves room for the draft drivers' second name of the same array.
    /// </summary>
    public const int BatchBytesMax = 7 * 1024 * 1024;

    /// <summary>Cursors at one time in a workspace.</summary>
    public const int CursorsMax = 1000;

    /// <summary>A cursor that was not read for so long is given up; the shell polls at least every second.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a reply waits for a first document; the shell pauses a whole second after an empty one.
    /// </summary>
    public static readonly TimeSpan ReadWait = TimeSpan.FromMilliseconds(400);

    /// <summary>How long <c>sp.process()</c> goes on.</summary>
    public static readonly TimeSpan EphemeralLife = TimeSpan.FromMinutes(10);
}

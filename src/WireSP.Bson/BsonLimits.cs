namespace WireSP.Bson;

/// <summary>Named limits of documents; each is checked before memory is taken or a recursion deepens.</summary>
public static class BsonLimits
{
    /// <summary>Deepest nesting that any reader, writer or parser follows, in levels.</summary>
    public const int NestingDepthMax = 200;

    /// <summary>Largest document a client may send or a stage may produce, in bytes (16 MiB).</summary>
    public const int DocumentSizeBytesMax = 16 * 1024 * 1024;

    /// <summary>Room that an envelope may add to a largest document, in bytes (16 KiB).</summary>
    public const int EnvelopeSizeBytesMax = 16 * 1024;

    /// <summary>Smallest document: a length and a terminator.</summary>
    public const int DocumentSizeBytesMin = 5;
}

namespace WireSP.Wire.Compression;

/// <summary>A set of compressors; bit n stands for the compressor with id n on the wire.</summary>
[Flags]
internal enum CompressorIds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Id 1, raw block format.</summary>
    Snappy = 1 << 1,

    /// <summary>Id 2, RFC 1950.</summary>
    Zlib = 1 << 2,

    /// <summary>Id 3.</summary>
    Zstd = 1 << 3,
}

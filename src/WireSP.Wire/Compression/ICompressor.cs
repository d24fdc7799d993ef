namespace WireSP.Wire.Compression;

/// <summary>One compressor of OP_COMPRESSED. Holds no state; safe for many threads.</summary>
internal interface ICompressor
{
    /// <summary>The id on the wire.</summary>
    byte Id { get; }

    /// <summary>The name in hello.</summary>
    string Name { get; }

    /// <summary>Fills the destination exactly; never writes past it, whatever the source says.</summary>
    /// <exception cref="WireProtocolException">The source is malformed or does not inflate to exactly that
    /// size.</exception>
    void Decompress(ReadOnlySpan<byte> source, Span<byte> destination);

    /// <summary>Room that compressing so many bytes may need.</summary>
    int CompressedSizeBytesMax(int sizeBytes);

    /// <summary>Compresses.</summary>
    /// <returns>Bytes written.</returns>
    int Compress(ReadOnlySpan<byte> source, Span<byte> destination);
}

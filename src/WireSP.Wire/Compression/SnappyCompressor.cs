using IronSnappy;

namespace WireSP.Wire.Compression;

/// <summary>Snappy's raw block format.</summary>
internal sealed class SnappyCompressor : ICompressor
{
    /// <inheritdoc/>
    public byte Id => 1;

    /// <inheritdoc/>
    public string Name => "snappy";

    /// <inheritdoc/>
    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        // The block begins with its own length; looked at first, so that nothing is allocated for a block that lies.
        if (!TryReadLength(source, out var length) || length != (uint)destination.Length)
        {
            throw new WireProtocolException($"snappy data does not inflate to exactly {destination.Length} bytes");
        }

        byte[] inflated;
        try
        {
            inflated = Snappy.Decode(source);
        }
        catch (Exception error) when (error is IOException or ArgumentException or IndexOutOfRangeException)
        {
            throw new WireProtocolException($"snappy data is malformed: {error.Message}");
        }

        if (inflated.Length != destination.Length)
        {
            throw new WireProtocolException($"snappy data does not inflate to exactly {destination.Length} bytes");
        }

        inflated.CopyTo(destination);
    }

    /// <inheritdoc/>
    public int CompressedSizeBytesMax(int sizeBytes) => 32 + sizeBytes + (sizeBytes / 6);

    /// <inheritdoc/>
    public int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var compressed = Snappy.Encode(source);
        compressed.CopyTo(destination);
        return compressed.Length;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> source, out uint length)
    {
        length = 0;
        for (var index = 0; index < Math.Min(source.Length, 5); index++)
        {
            length |= (uint)(source[index] & 0x7F) << (7 * index);
            if (source[index] < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace WireSP.Wire.Compression;

/// <summary>zlib (RFC 1950), by the runtime's own library.</summary>
internal sealed class ZlibCompressor : ICompressor
{
    /// <inheritdoc/>
    public byte Id => 2;

    /// <inheritdoc/>
    public string Name => "zlib";

    /// <inheritdoc/>
    public unsafe void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* pointer = source)
        {
            using var input = new UnmanagedMemoryStream(pointer, source.Length);
            using var inflater = new ZLibStream(input, CompressionMode.Decompress);
            var filled = 0;
            try
            {
                filled = inflater.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);

                // Both sides must end together. The runtime does not tell of bytes behind the stream, but a stream ends
                // with the checksum of what is in it.
                Span<byte> more = stackalloc byte[1];
                if (filled == destination.Length && inflater.Read(more) == 0 && EndsWithChecksum(source, destination))
                {
                    return;
                }
            }
            catch (InvalidDataException error)
            {
                throw new WireProtocolException($"zlib data is malformed: {error.Message}");
            }

            throw new WireProtocolException($"zlib data does not inflate to exactly {destination.Length} bytes");
        }
    }

    /// <inheritdoc/>
    public int CompressedSizeBytesMax(int sizeBytes) => sizeBytes + (sizeBytes / 1000) + 64;

    /// <inheritdoc/>
    public unsafe int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* pointer = destination)
        {
            using var output = new UnmanagedMemoryStream(pointer, 0, destination.Length, FileAccess.Write);
            using (var deflater = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
            {
                deflater.Write(source);
            }

            return (int)output.Position;
        }
    }

    private static bool EndsWithChecksum(ReadOnlySpan<byte> source, ReadOnlySpan<byte> inflated) =>
        source.Length > 4 && BinaryPrimitives.ReadUInt32BigEndian(source[^4..]) == Adler32.Compute(inflated);
}

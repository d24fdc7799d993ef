using System.Runtime.InteropServices;

namespace WireSP.Wire.Compression;

/// <summary>Zstandard, by the system's library; not offered where that is absent.</summary>
internal sealed partial class ZstdCompressor : ICompressor
{
    private const string Library = "libzstd.so.1";
    private const int Level = 3;

    /// <summary>Whether the system has the library.</summary>
    public static bool IsAvailable { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <inheritdoc/>
    public byte Id => 3;

    /// <inheritdoc/>
    public string Name => "zstd";

    /// <inheritdoc/>
    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        // The library writes at most the room it is told of, and reads all frames of the source or fails.
        var length = Decompress(destination, (nuint)destination.Length, source, (nuint)source.Length);
        if (IsError(length) != 0 || length != (nuint)destination.Length)
        {
            throw new WireProtocolException($"zstd data does not inflate to exactly {destination.Length} bytes");
        }
    }

    /// <inheritdoc/>
    public int CompressedSizeBytesMax(int sizeBytes) => checked((int)CompressBound((nuint)sizeBytes));

    /// <inheritdoc/>
    public int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var length = Compress(destination, (nuint)destination.Length, source, (nuint)source.Length, Level);
        return IsError(length) == 0
            ? (int)length
            : throw new InvalidOperationException("zstd did not compress into the room that it asked for");
    }

    [LibraryImport(Library, EntryPoint = "ZSTD_decompress")]
    private static partial nuint Decompress(
        Span<byte> destination, nuint capacity, ReadOnlySpan<byte> source, nuint sourceSize);

    [LibraryImport(Library, EntryPoint = "ZSTD_compress")]
    private static partial nuint Compress(
        Span<byte> destination, nuint capacity, ReadOnlySpan<byte> source, nuint sourceSize, int level);

    [LibraryImport(Library, EntryPoint = "ZSTD_compressBound")]
    private static partial nuint CompressBound(nuint sourceSize);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);
}

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace WireSP.Wire.Compression;

/// <summary>The compressors that this process has, by id and by name.</summary>
internal sealed class Compressors
{
    private readonly ICompressor[] _all;
    private readonly byte[][] _names;

    public Compressors(params ICompressor[] all)
    {
        _all = all;
        _names = Array.ConvertAll(all, compressor => Encoding.UTF8.GetBytes(compressor.Name));
    }

    /// <summary>Snappy and zlib, and zstd where the system has its library.</summary>
    public static Compressors Available { get; } = ZstdCompressor.IsAvailable
        ? new Compressors(new SnappyCompressor(), new ZlibCompressor(), new ZstdCompressor())
        : new Compressors(new SnappyCompressor(), new ZlibCompressor());

    /// <summary>Finds a compressor that the connection has agreed on.</summary>
    public bool TryFind(byte id, CompressorIds agreed, [NotNullWhen(true)] out ICompressor? compressor)
    {
        compressor = null;
        foreach (var candidate in _all)
        {
            if (candidate.Id == id && ((int)agreed & (1 << id)) != 0)
            {
                compressor = candidate;
            }
        }

        return compressor is not null;
    }

    /// <summary>Finds a compressor by the name that a client offers.</summary>
    public bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out ICompressor? compressor)
    {
        for (var index = 0; index < _all.Length; index++)
        {
            if (name.SequenceEqual(_names[index]))
            {
                compressor = _all[index];
                return true;
            }
        }

        compressor = null;
        return false;
    }
}

namespace WireSP.Wire.Compression;

/// <summary>The checksum that a zlib stream ends with (RFC 1950 §8).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    // The most bytes that can be added before the sums must be reduced to stay within 32 bits.
    private const int BlockSizeBytes = 5552;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint low = 1, high = 0;
        while (!bytes.IsEmpty)
        {
            var block = bytes[..Math.Min(bytes.Length, BlockSizeBytes)];
            foreach (var value in block)
            {
                low += value;
                high += low;
            }

            low %= Modulus;
            high %= Modulus;
            bytes = bytes[block.Length..];
        }

        return (high << 16) | low;
    }
}

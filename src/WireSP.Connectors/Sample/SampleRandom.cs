using System.Numerics;

namespace WireSP.Connectors.Sample;

/// <summary>
/// Random numbers of one sample document, drawn from the stream's seed and the document's sequence number alone, so
/// that a stream that is resumed in the middle goes on as if it had never stopped (SplitMix64).
/// </summary>
internal struct SampleRandom(long seed, long sequence)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private ulong _state =
        ((ulong)seed * 0xD1342543DE82EF95) ^ BitOperations.RotateLeft((ulong)sequence * Increment, 17);

    /// <summary>A whole number, both bounds included.</summary>
    public int Next(int min, int max) => min + (int)(Next() % (ulong)((long)max - min + 1));

    /// <summary>A number from 0 up to 1.</summary>
    public double NextFraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number between the bounds, rounded to some decimals.</summary>
    public double NextDouble(double min, double max, int decimals) =>
        Math.Round(min + (NextFraction() * (max - min)), decimals);

    /// <summary>One of several values.</summary>
    public T Pick<T>(ReadOnlySpan<T> values) => values[Next(0, values.Length - 1)];

    private ulong Next()
    {
        _state += Increment;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}

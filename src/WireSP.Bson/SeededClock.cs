namespace WireSP.Bson;

/// <summary>
/// A clock that also decides what is otherwise left to chance: with it, ids and random numbers are the same on each
/// run. For simulations only; used by one thread at a time.
/// </summary>
/// <param name="seed">Selects one of the possible runs.</param>
public abstract class SeededClock(int seed) : TimeProvider
{
    // A seeded generator is exactly what is wanted here; nothing secret is made from it.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>A number from 0 to below 1.</summary>
    public double NextDouble() => _random.NextDouble();

    /// <summary>Fills bytes with what would be chance.</summary>
    public void Fill(Span<byte> bytes) => _random.NextBytes(bytes);
#pragma warning restore CA5394
}

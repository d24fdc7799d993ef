using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>Keys from <paramref name="Low"/>, which is inside, to <paramref name="High"/>, which is not.</summary>
/// <param name="Low">The least key.</param>
/// <param name="High">The first key behind.</param>
internal readonly record struct KeyRange(byte[] Low, byte[] High)
{
    /// <summary>All keys: every key begins with the place of its type.</summary>
    public static KeyRange All { get; } = new([0], [0xFF]);

    /// <summary>The first key after a key: no key is another's beginning.</summary>
    public static byte[] After(ReadOnlySpan<byte> key) => [.. key, 0];

    /// <summary>The range without what a comparison with a value excludes.</summary>
    public KeyRange Narrow(string comparison, in BsonValue value)
    {
        var key = BsonKey.Of(value);
        var prefix = key[0];
        var low = Max(Low, [prefix]);
        var high = Min(High, [(byte)(prefix + 1)]);
        return comparison switch
        {
            "$gt" => new KeyRange(Max(low, After(key)), high),
            "$gte" => new KeyRange(Max(low, key), high),
            "$lt" => new KeyRange(low, Min(high, key)),
            _ => new KeyRange(low, Min(high, After(key))),
        };
    }

    private static byte[] Max(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right) >= 0 ? left : right;

    private static byte[] Min(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right) <= 0 ? left : right;
}

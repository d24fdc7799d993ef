namespace WireSP.TestKit.Bson;

/// <summary>Small damages of the kinds that break parsers: bits, bytes, lengths, cuts, repeats.</summary>
public static class Mutation
{
    private static readonly byte[] Nasty = [0x00, 0x01, 0x03, 0x04, 0x05, 0x0F, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'{'];

    /// <summary>A copy of the bytes with one to three damages.</summary>
    public static byte[] Mutate(ReadOnlySpan<byte> bytes, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var mutated = bytes.ToArray();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            mutated = MutateOnce(mutated, random);
        }

        return mutated;
    }

    private static byte[] MutateOnce(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
        {
            return [Nasty[random.Next(Nasty.Length)]];
        }

        var at = random.Next(bytes.Length);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = Nasty[random.Next(Nasty.Length)];
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], Nasty[random.Next(Nasty.Length)], .. bytes[at..]];
            case 4:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 9))..]];
            default:
                var length = random.Next(Math.Min(32, bytes.Length - at) + 1);
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
        }
    }
}

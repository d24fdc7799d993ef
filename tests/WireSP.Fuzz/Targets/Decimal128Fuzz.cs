using System.Text;
using WireSP.Bson;
using WireSP.TestKit.Bson;

namespace WireSP.Fuzz.Targets;

/// <summary>Any bytes as two decimals: every operation answers, and texts read back as the same number.</summary>
internal static class Decimal128Fuzz
{
    public static readonly FuzzTarget Target = new(
        "decimal128", "every operation on any encoding answers", Seeds, Run);

    private static IReadOnlyList<byte[]> Seeds(int seed)
    {
        var random = new RandomBson(seed);
        var bytes = new byte[2 * Decimal128.Size];
        Next(random).CopyTo(bytes);
        Next(random).CopyTo(bytes.AsSpan(Decimal128.Size));
        return [bytes];
    }

    private static Decimal128 Next(RandomBson random)
    {
        var number = random.NextNumber();
        return number.Type switch
        {
            BsonType.Decimal128 => number.AsDecimal128,
            BsonType.Double => Decimal128.FromDoubleExact(number.AsDouble),
            _ => Decimal128.FromInt64(number.Payload),
        };
    }

    private static void Run(byte[] input)
    {
        _ = Decimal128.TryParse(input, out _);
        var bytes = new byte[2 * Decimal128.Size];
        input.AsSpan(0, Math.Min(input.Length, bytes.Length)).CopyTo(bytes);
        var x = new Decimal128(bytes);
        var y = new Decimal128(bytes.AsSpan(Decimal128.Size));
        foreach (var result in (ReadOnlySpan<Decimal128>)
            [
                x, Decimal128.Add(x, y), Decimal128.Subtract(x, y), Decimal128.Multiply(x, y), Decimal128.Divide(x, y),
                Decimal128.Remainder(x, y), Decimal128.Pow(x, y), Decimal128.Sqrt(x), Decimal128.Exp(x),
                Decimal128.Ln(x), Decimal128.Log10(x), Decimal128.Floor(x), Decimal128.Ceiling(x),
                Decimal128.Round(x, bytes[0] - 128), Decimal128.Truncate(x, bytes[0] - 128),
                Decimal128.FromDouble(x.ToDouble()), Decimal128.FromDoubleExact(x.ToDouble()),
            ])
        {
            CheckText(result);
        }

        if (Decimal128.Compare(x, y) != -Decimal128.Compare(y, x))
        {
            throw new InvalidOperationException($"the order of {x} and {y} depends on who asks");
        }
    }

    private static void CheckText(Decimal128 value)
    {
        var text = value.ToString();
        if (!Decimal128.TryParse(Encoding.UTF8.GetBytes(text), out var back) || back.ToString() != text)
        {
            throw new InvalidOperationException($"{text} does not read back");
        }
    }
}

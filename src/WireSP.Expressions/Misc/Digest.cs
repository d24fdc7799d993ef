using System.Buffers.Binary;
using System.Security.Cryptography;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>The hashes of <c>$hash</c> and <c>$hexHash</c>.</summary>
internal static class Digest
{
    /// <summary>Bytes of the longest hash.</summary>
    public const int LengthMax = 32;

    /// <summary>How the constants of either are tried.</summary>
    public static readonly ConstantTrial Trial = new("""{ "input": "a", "algorithm": "md5" }""")
    {
        Settings = ["algorithm"],
    };

    public static NamedSyntax Syntax(string name) =>
        new(name, 9, 9, new Parameter("input", 9), new Parameter("algorithm", 9));

    /// <summary>Hashes the first operand by the algorithm that the second names; false for null.</summary>
    /// <exception cref="EvaluationException">The input is no bytes, or there is no such algorithm.</exception>
    public static bool TryCompute(string name, ReadOnlySpan<BsonValue> operands, Span<byte> digest, out int length)
    {
        length = 0;
        if (operands[0].IsNullish || operands[1].IsNullish)
        {
            return false;
        }

        if (operands[0].Type is not (BsonType.String or BsonType.Binary))
        {
            throw ExpressionErrors.WrongType(9, name, "a string or binary data as 'input'", operands[0]);
        }

        if (operands[1].Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(9, name, "a string as 'algorithm'", operands[1]);
        }

        length = Compute(name, operands[0].Bytes, operands[1], digest);
        return true;
    }

    private static int Compute(string name, ReadOnlySpan<byte> input, in BsonValue algorithm, Span<byte> digest)
    {
        switch (algorithm.AsString)
        {
            case "md5":
                // The pipeline's author asks for this hash by name; nothing here relies on it.
#pragma warning disable CA5351
                return MD5.HashData(input, digest);
#pragma warning restore CA5351
            case "sha256":
                return SHA256.HashData(input, digest);
            case "xxh64":
                BinaryPrimitives.WriteUInt64BigEndian(digest, XxHash64.Compute(input));
                return sizeof(ulong);
            default:
                throw new EvaluationException(
                    9, $"{name} knows no algorithm '{algorithm.AsString}'; there are md5, sha256 and xxh64");
        }
    }
}

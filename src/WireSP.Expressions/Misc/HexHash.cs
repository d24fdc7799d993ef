using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$hexHash</c>: a hash as hexadecimal text.</summary>
internal static class HexHash
{
    public static readonly ExpressionSpec Spec = new("$hexHash", ExpressionSpec.Named(Digest.Syntax("$hexHash"), Apply))
    {
        Summary = "Hashes a string or binary data like $hash, as upper-case hexadecimal digits; null for null.",
        Syntax = """{ $hexHash: { input: string | binData, algorithm: "md5" | "sha256" | "xxh64" } }""",
        Trial = Digest.Trial,
        Examples =
        [
            new("""{ "$hexHash": { "input": "abc", "algorithm": "md5" } }""", "\"900150983CD24FB0D6963F7D28E17F72\""),
            new("""{ "$hexHash": { "input": "", "algorithm": "xxh64" } }""", "\"EF46DB3751D8E999\""),
            new("""{ "$hexHash": { "input": null, "algorithm": "md5" } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        Span<byte> digest = stackalloc byte[Digest.LengthMax];
        return Digest.TryCompute("$hexHash", operands, digest, out var length)
            ? context.Text(System.Convert.ToHexString(digest[..length]))
            : BsonValue.Null;
    }
}

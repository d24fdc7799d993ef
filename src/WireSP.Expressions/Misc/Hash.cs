using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$hash</c>: a hash as binary data.</summary>
internal static class Hash
{
    public static readonly ExpressionSpec Spec = new("$hash", ExpressionSpec.Named(Digest.Syntax("$hash"), Apply))
    {
        Summary = "Hashes a string or binary data by md5, sha256 or xxh64; null for null.",
        Syntax = """{ $hash: { input: string | binData, algorithm: "md5" | "sha256" | "xxh64" } }""",
        Trial = Digest.Trial,
        Examples =
        [
            new(
                """{ "$hash": { "input": "abc", "algorithm": "md5" } }""",
                """{ "$binary": { "base64": "kAFQmDzST7DWlj99KOF/cg==", "subType": "00" } }"""),
            new("""{ "$binarySize": { "$hash": { "input": "", "algorithm": "xxh64" } } }""", "8"),
            new("""{ "$hash": { "input": null, "algorithm": "md5" } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        Span<byte> digest = stackalloc byte[Digest.LengthMax];
        return Digest.TryCompute("$hash", operands, digest, out var length)
            ? context.Binary(digest[..length], subtype: 0)
            : BsonValue.Null;
    }
}

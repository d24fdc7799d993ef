using System.Diagnostics.CodeAnalysis;

namespace WireSP.Bson;

/// <summary>Makes this project's exceptions, so that the code that parses bytes stays small enough to inline.</summary>
internal static class BsonThrow
{
    [DoesNotReturn]
    public static void Truncated(int offset) =>
        throw new BsonFormatException($"document ends inside an element at byte {offset}");

    [DoesNotReturn]
    public static void UnknownType(byte type, int offset) =>
        throw new BsonFormatException($"unknown BSON type 0x{type:X2} at byte {offset}");

    [DoesNotReturn]
    public static void BadLength(int length, int offset) =>
        throw new BsonFormatException($"length {length} at byte {offset} does not fit its document");

    [DoesNotReturn]
    public static void WrongType(BsonType expected, BsonType found) =>
        throw new InvalidOperationException($"expected a value of type {expected}, found {found}");

    [DoesNotReturn]
    public static void TooDeep() =>
        throw new BsonFormatException($"nesting exceeds {BsonLimits.NestingDepthMax} levels");
}

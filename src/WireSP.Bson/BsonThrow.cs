using System.Diagnostics.CodeAnalysis;

namespace WireSP.Bson;

/// <summary>Makes this project's exceptions, so that the code that parses bytes stays small enough to inline.</summary>
internal static class BsonThrow
{
    [DoesNotReturn]
    public static void Truncated(int offset) =>
        throw new BsonFormatException($"document ends inside an element at byte {offset}", offset);

    [DoesNotReturn]
    public static void UnknownType(byte type, int offset) =>
        throw new BsonFormatException($"unknown BSON type 0x{type:X2} at byte {offset}", offset);

    [DoesNotReturn]
    public static void BadLength(int length, int offset) =>
        throw new BsonFormatException($"length {length} at byte {offset} does not fit its document", offset);

    [DoesNotReturn]
    public static void NoTerminator(int offset) =>
        throw new BsonFormatException($"expected a terminating 0 at byte {offset}", offset);

    [DoesNotReturn]
    public static void EarlyTerminator(int offset) =>
        throw new BsonFormatException($"the document ends at byte {offset}, before its length says", offset);

    [DoesNotReturn]
    public static void BadBoolean(byte value, int offset) =>
        throw new BsonFormatException($"expected a boolean, 0 or 1, at byte {offset}, found {value}", offset);

    [DoesNotReturn]
    public static void InvalidUtf8(int offset) =>
        throw new BsonFormatException($"the text at byte {offset} is not valid UTF-8", offset);

    [DoesNotReturn]
    public static void TooDeep() =>
        throw new BsonFormatException($"nesting exceeds {BsonLimits.NestingDepthMax} levels");

    [DoesNotReturn]
    public static void TooDeep(int offset) =>
        throw new BsonFormatException($"nesting exceeds {BsonLimits.NestingDepthMax} levels at byte {offset}", offset);

    [DoesNotReturn]
    public static void WrongType(BsonType expected, BsonType found) =>
        throw new InvalidOperationException($"expected a value of type {expected}, found {found}");
}

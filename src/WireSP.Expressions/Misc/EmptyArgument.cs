using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>The argument of operators that take none: an empty object or an empty array.</summary>
internal static class EmptyArgument
{
    public static bool Is(in BsonValue argument) =>
        (argument.Type == BsonType.Document && argument.AsDocument.IsEmpty)
        || (argument.Type == BsonType.Array && argument.AsArray.IsEmpty);
}

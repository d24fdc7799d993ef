using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>The order of all BSON values, with the commonest pairs decided in place.</summary>
internal static class Order
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Compare(in BsonValue left, in BsonValue right)
    {
        // The payload of both integer types is the sign-extended number.
        if (Numbers.IsInteger(left) && Numbers.IsInteger(right))
        {
            return left.Payload.CompareTo(right.Payload);
        }

        // CompareTo puts NaN below every number and equal to itself, as the language does.
        return left.Type == BsonType.Double && right.Type == BsonType.Double
            ? left.AsDouble.CompareTo(right.AsDouble)
            : BsonValueComparer.Compare(left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEqual(in BsonValue left, in BsonValue right) =>
        left.Type == BsonType.String && right.Type == BsonType.String
            ? left.Bytes.SequenceEqual(right.Bytes)
            : Compare(left, right) == 0;
}

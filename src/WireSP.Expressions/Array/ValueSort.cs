using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Sorts values in the order of all BSON values.</summary>
internal static class ValueSort
{
    private static readonly Comparison<BsonValue> Ascending = static (left, right) => Order.Compare(left, right);
    private static readonly Comparison<BsonValue> Descending = static (left, right) => Order.Compare(right, left);

    /// <summary>Sorts in place, upwards for 1 and downwards for -1.</summary>
    public static void Sort(Span<BsonValue> values, int sign) => values.Sort(sign > 0 ? Ascending : Descending);
}

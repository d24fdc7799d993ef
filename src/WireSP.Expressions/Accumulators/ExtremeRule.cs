using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// How <c>$min</c> (sign -1) and <c>$max</c> (sign 1) keep their state; null and missing values are passed over.
/// </summary>
internal readonly struct ExtremeRule(int sign) : IKeptValueRule
{
    public bool Replaces(in BsonValue kept, in BsonValue value) =>
        !value.IsNullish && (kept.IsMissing || Order.Compare(value, kept) * sign > 0);

    public bool ReplacesInteger(long kept, long value) => sign > 0 ? value > kept : value < kept;
}

using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// States of <c>$min</c> (sign -1) and <c>$max</c> (sign 1); null and missing values are passed over.
/// </summary>
internal sealed class ExtremeColumns(Expression argument, int sign) : KeptValueColumns(argument)
{
    protected override bool Replaces(in BsonValue kept, in BsonValue value) =>
        !value.IsNullish && (kept.IsMissing || Order.Compare(value, kept) * sign > 0);
}

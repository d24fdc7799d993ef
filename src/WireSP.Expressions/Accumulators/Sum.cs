using WireSP.Bson;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$sum</c>: adds the numbers; what is no number adds nothing, and no number gives 0.</summary>
internal static class Sum
{
    public static readonly AccumulatorSpec Spec = new("$sum", AccumulatorSpec.Unary("$sum", Create))
    {
        Summary = "Adds the numbers; what is no number adds nothing, and no number gives 0.",
        Syntax = "{ $sum: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 1 }, { "v": 2 }]""", "3"),
            new("1", "[{}, {}, {}]", "3"),
            new("\"$v\"", """[{ "v": "x" }, {}]""", "0"),
        ],
    };

    // The sum of the same int for every document is their number, as long as that is what it is multiplied by; that of
    // 1 or 0 by a condition is the number of those that fulfil it.
    private static AccumulatorColumns Create(Expression argument) => argument switch
    {
        Constant { Value.Type: BsonType.Int32 } constant => new CountColumns(constant.Value.AsInt32),
        Cond { Flag: { } condition } => new ConditionColumns(condition),
        _ => StateColumns.Create<SumState, SumRule, long, IntegerSums>(argument, default, default),
    };
}

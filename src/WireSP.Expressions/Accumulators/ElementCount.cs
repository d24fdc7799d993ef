using WireSP.Bson;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>The argument <c>n</c> of <c>$firstN</c>, <c>$topN</c> and their kin: a whole number above 0.</summary>
internal static class ElementCount
{
    /// <summary>How the constants of the operators over arrays that have an <c>n</c> are tried.</summary>
    public static readonly ConstantTrial Trial = new("""{ "n": 1, "input": [1] }""")
    {
        Settings = ["n"],
    };

    /// <summary>Checks a constant when compiling, so that the pipeline is refused and not every document.</summary>
    public static void CheckConstant(string name, Expression count)
    {
        if (count is Constant constant)
        {
            ConstantRefusal.Try(constant.Value, value => Of(name, value), "n", mayBeField: false);
        }
    }

    public static int Of(string name, in BsonValue value)
    {
        if (!value.IsNumber)
        {
            throw ExpressionErrors.WrongType(5787902, name, "a number as 'n'", value);
        }

        if (!Numbers.TryToInt64(value, out var count))
        {
            throw new EvaluationException(5787903, $"{name} takes a whole number as 'n'");
        }

        return count > 0
            ? (int)Math.Min(count, int.MaxValue)
            : throw new EvaluationException(5787908, $"{name} takes an 'n' above 0, not {count}");
    }
}

using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$maxN</c>: gives the n greatest values, greatest first; null and missing values are passed over.
/// </summary>
internal static class MaxN
{
    public static readonly AccumulatorSpec Spec = new("$maxN", Compile)
    {
        Summary = "Gives the n greatest values, greatest first; null and missing values are passed over.",
        Syntax = "{ $maxN: { input: expression, n: number } }",
        Examples =
        [
            new("""{ "input": "$v", "n": 2 }""", """[{ "v": 3 }, { "v": 1 }, { "v": 2 }]""", "[3, 2]"),
            new("""{ "input": "$v", "n": 2 }""", """[{ "v": null }, { "v": 1 }]""", "[1]"),
            new("""{ "input": "$v", "n": 1 }""", "[]", "[]"),
        ],
    };

    private static readonly NamedSyntax Named =
        new("$maxN", 5787900, 5787901, new Parameter("n", 5787906), new Parameter("input", 5787907));

    private static ColumnsPlan Compile(BsonValue argument, CompileContext context)
    {
        var operands = Named.Compile(argument, context);
        ElementCount.CheckConstant("$maxN", operands[0]);
        var arguments = new RankedArguments("$maxN", RankedEnd.Top, operands[1])
        {
            Limit = operands[0],
            Sign = -1,
            SkipsNullish = true,
        };
        return RankedColumns.Plan(arguments);
    }
}

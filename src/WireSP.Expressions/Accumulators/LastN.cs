using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$lastN</c>: gives the values of the last n documents; missing ones as null.</summary>
internal static class LastN
{
    public static readonly AccumulatorSpec Spec = new("$lastN", Compile)
    {
        Summary = "Gives the values of the last n documents; missing ones as null.",
        Syntax = "{ $lastN: { input: expression, n: number } }",
        Examples =
        [
            new("""{ "input": "$v", "n": 2 }""", """[{ "v": 1 }, {}, { "v": 3 }]""", "[null, 3]"),
            new("""{ "input": "$v", "n": 2 }""", """[{ "v": 1 }]""", "[1]"),
            new("""{ "input": "$v", "n": 1 }""", "[]", "[]"),
        ],
    };

    private static readonly NamedSyntax Named =
        new("$lastN", 5787801, 5787901, new Parameter("n", 5787906), new Parameter("input", 5787907));

    private static ColumnsPlan Compile(BsonValue argument, CompileContext context)
    {
        var operands = Named.Compile(argument, context);
        ElementCount.CheckConstant("$lastN", operands[0]);
        var arguments = new RankedArguments("$lastN", RankedEnd.Last, operands[1]) { Limit = operands[0] };
        return RankedColumns.Plan(arguments);
    }
}

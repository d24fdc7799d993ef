using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$count</c>: counts the documents.</summary>
internal static class Count
{
    public static readonly AccumulatorSpec Spec = new("$count", Compile)
    {
        Summary = "Counts the documents.",
        Syntax = "{ $count: {} }",
        Examples =
        [
            new("{}", "[{}, {}]", "2"),
            new("{}", """[{ "a": 1 }]""", "1"),
            new("{}", "[]", "0"),
        ],
    };

    private static ColumnsPlan Compile(BsonValue argument, CompileContext context) =>
        argument.Type == BsonType.Document && argument.AsDocument.IsEmpty
            ? new ColumnsPlan(static () => new CountColumns(step: 1), canFail: false)
            : throw new ExpressionSyntaxException(9, "the accumulator $count takes an empty object");
}

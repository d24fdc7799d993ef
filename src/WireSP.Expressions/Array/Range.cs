using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$range</c>: whole numbers in a row.</summary>
internal static class Range
{
    public static readonly ExpressionSpec Spec = new("$range", ExpressionSpec.Variadic("$range", 2, 3, Apply))
    {
        Summary = "Gives the whole numbers from a start to before an end, by a step of 1 when none is given.",
        Syntax = "{ $range: [start, end, step] }",
        Trial = new("[0, 1, 1]")
        {
            Settings = ["0", "1", "2"],
        },
        Examples =
        [
            new("""{ "$range": [0, 3] }""", "[0, 1, 2]"),
            new("""{ "$range": [5, 0, -2] }""", "[5, 3, 1]"),
            new("""{ "$range": [3, 0] }""", "[]"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var start = (long)Number(operands[0], 34443, "start");
        var end = (long)Number(operands[1], 34445, "end");
        var step = operands.Length == 3 ? (long)Number(operands[2], 34447, "step") : 1;
        if (step == 0)
        {
            throw new EvaluationException(34449, "$range takes a step other than 0");
        }

        var array = context.Arena.BeginDocument();
        var index = 0;
        for (var i = start; step > 0 ? i < end : i > end; i += step)
        {
            context.Charge(1);
            context.ChargeBytes(0);
            context.Arena.WriteValue(index++, BsonValue.FromInt32((int)i));
        }

        return context.EndArray(array);
    }

    private static int Number(in BsonValue value, int code, string which)
    {
        if (!value.IsNumber)
        {
            throw ExpressionErrors.WrongType(code, "$range", $"a number as {which}", value);
        }

        return Numbers.TryToInt32(value, out var number)
            ? number
            : throw new EvaluationException(code + 1, $"$range takes a whole 32-bit number as {which}");
    }
}

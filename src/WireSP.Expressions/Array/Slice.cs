using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$slice</c>: a part of an array.</summary>
internal static class Slice
{
    public static readonly ExpressionSpec Spec = new("$slice", ExpressionSpec.Variadic("$slice", 2, 3, Apply))
    {
        Summary = "Gives the first n elements, the last n when n is negative, or n from a position on.",
        Syntax = "{ $slice: [array, n] } or { $slice: [array, position, n] }",
        Trial = new("[[1], 1, 1]")
        {
            Settings = ["1", "2"],
        },
        Examples =
        [
            new("""{ "$slice": [[1, 2, 3], 2] }""", "[1, 2]"),
            new("""{ "$slice": [[1, 2, 3], -2] }""", "[2, 3]"),
            new("""{ "$slice": [[1, 2, 3], 1, 1] }""", "[2]"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        if (operands[0].IsNullish || operands[1].IsNullish || operands[^1].IsNullish)
        {
            return BsonValue.Null;
        }

        if (operands[0].Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(28724, "$slice", "an array as first argument", operands[0]);
        }

        var array = operands[0].AsArray;
        var second = Number(operands[1], 28725, "second");
        var start = second;
        var count = int.MaxValue;
        if (operands.Length == 3)
        {
            count = Number(operands[2], 28727, "third");
            if (count <= 0)
            {
                throw new EvaluationException(28729, $"$slice takes a third argument above 0, not {count}");
            }
        }
        else if (second >= 0)
        {
            (start, count) = (0, second);
        }

        return Cut(array, start < 0 ? Math.Max(0, array.Count() + start) : start, count, context);
    }

    private static BsonValue Cut(BsonArray array, int start, int count, EvaluationContext context)
    {
        var mark = context.Mark;
        foreach (var item in array)
        {
            if (start > 0)
            {
                start--;
            }
            else if (count-- > 0)
            {
                context.Push(item);
            }
            else
            {
                break;
            }
        }

        return context.TakeArray(mark);
    }

    private static int Number(in BsonValue value, int code, string which)
    {
        if (!value.IsNumber)
        {
            throw ExpressionErrors.WrongType(code, "$slice", $"a number as {which} argument", value);
        }

        return Numbers.TryToInt32(value, out var number)
            ? number
            : throw new EvaluationException(code + 1, $"$slice takes a whole 32-bit number as {which} argument");
    }
}

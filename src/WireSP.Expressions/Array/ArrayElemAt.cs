using WireSP.Bson;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$arrayElemAt</c>: one element of an array.</summary>
internal static class ArrayElemAt
{
    public static readonly ExpressionSpec Spec = new("$arrayElemAt", Compile)
    {
        Summary = "Gives the element at an index, from the end when the index is negative; no value when there is "
            + "none.",
        Syntax = "{ $arrayElemAt: [array, index] }",
        Trial = new("[[1], 0]")
        {
            Settings = ["1"],
        },
        Examples =
        [
            new("""{ "$arrayElemAt": [["a", "b"], 0] }""", "\"a\""),
            new("""{ "$arrayElemAt": [["a", "b"], -1] }""", "\"b\""),
            new("""{ "$arrayElemAt": [null, 0] }""", "null"),
        ],
    };

    private static Expression Compile(BsonValue argument, CompileContext context)
    {
        var operands = ArgumentList.Compile("$arrayElemAt", argument, context, 2, 2);
        return operands switch
        {
            [SplitExpression split, Constant { Value: { Type: BsonType.Int32, Payload: >= 0 } index }] =>
                new SplitPart(split, index.AsInt32),
            [var array, Constant { Value: { Type: BsonType.Int32, Payload: >= 0 } index } constant] =>
                new BinaryExpression(array, constant, Apply, source => SourceOf(source, index.AsInt32)),
            _ => new BinaryExpression(operands[0], operands[1], Apply),
        };
    }

    private static RunSource? SourceOf(RunSource array, int index) =>
        array is MatchCapturesSource captures ? captures.At(index) : null;

    private static BsonValue Apply(BsonValue array, BsonValue index, EvaluationContext context)
    {
        if (array.IsNullish || index.IsNullish)
        {
            return BsonValue.Null;
        }

        if (array.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(28689, "$arrayElemAt", "an array as first argument", array);
        }

        if (!index.IsNumber)
        {
            throw ExpressionErrors.WrongType(28690, "$arrayElemAt", "a number as second argument", index);
        }

        if (!Numbers.TryToInt32(index, out var position))
        {
            throw new EvaluationException(28691, "$arrayElemAt takes a whole 32-bit number as index");
        }

        return position >= 0 ? array.AsArray[position] : FromEnd(array.AsArray, position);
    }

    private static BsonValue FromEnd(BsonArray array, int position)
    {
        var index = array.Count() + position;
        return index < 0 ? BsonValue.Missing : array[index];
    }
}

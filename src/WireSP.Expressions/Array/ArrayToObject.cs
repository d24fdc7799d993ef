using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$arrayToObject</c>: an object of keys and values.</summary>
internal static class ArrayToObject
{
    public static readonly ExpressionSpec Spec = new("$arrayToObject", ExpressionSpec.Unary("$arrayToObject", Apply))
    {
        Summary = "Makes an object of an array of [key, value] pairs or of { k, v } objects; of equal keys the "
            + "last wins.",
        Syntax = "{ $arrayToObject: array }",
        Examples =
        [
            new("""{ "$arrayToObject": [[["a", 1], ["b", 2]]] }""", """{ "a": 1, "b": 2 }"""),
            new("""{ "$arrayToObject": { "$literal": [{ "k": "a", "v": 1 }] } }""", """{ "a": 1 }"""),
            new("""{ "$arrayToObject": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context)
    {
        if (operand.IsNullish)
        {
            return BsonValue.Null;
        }

        if (operand.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(40386, "$arrayToObject", "an array", operand);
        }

        var mark = context.Mark;
        var form = BsonType.Missing;
        foreach (var item in operand.AsArray)
        {
            form = CheckForm(form, item);
            var (key, value) = item.Type == BsonType.Array ? FromPair(item.AsArray) : FromObject(item.AsDocument);
            FieldList.Put(mark, key, value, context);
        }

        return FieldList.TakeDocument(mark, context);
    }

    private static BsonType CheckForm(BsonType form, in BsonValue item)
    {
        if (form == BsonType.Missing && item.Type is not (BsonType.Array or BsonType.Document))
        {
            throw ExpressionErrors.WrongType(40398, "$arrayToObject", "pairs or objects in the array", item);
        }

        return form == BsonType.Missing || form == item.Type
            ? item.Type
            : throw new EvaluationException(
                form == BsonType.Document ? 40391 : 40396,
                "$arrayToObject takes pairs or objects, not both: "
                + $"{TypeNames.Of(item.Type)} after {TypeNames.Of(form)}");
    }

    private static (BsonValue Key, BsonValue Value) FromPair(BsonArray pair)
    {
        if (pair.Count() != 2)
        {
            throw new EvaluationException(40397, $"$arrayToObject takes arrays of two, not of {pair.Count()}");
        }

        return pair[0].Type == BsonType.String
            ? (CheckKey(pair[0]), pair[1])
            : throw ExpressionErrors.WrongType(40395, "$arrayToObject", "a string as key", pair[0]);
    }

    private static (BsonValue Key, BsonValue Value) FromObject(BsonDocument item)
    {
        var count = item.CountElements();
        if (count != 2)
        {
            throw new EvaluationException(40392, $"$arrayToObject takes objects of 'k' and 'v', not of {count} fields");
        }

        if (!item.TryGetValue("k"u8, out var key) || !item.TryGetValue("v"u8, out var value))
        {
            throw new EvaluationException(40393, "$arrayToObject takes objects of 'k' and 'v'");
        }

        return key.Type == BsonType.String
            ? (CheckKey(key), value)
            : throw ExpressionErrors.WrongType(40394, "$arrayToObject", "a string as 'k'", key);
    }

    private static BsonValue CheckKey(in BsonValue key) => key.Bytes.Contains((byte)0)
        ? throw new EvaluationException(4940400, "$arrayToObject takes keys without a NUL character")
        : key;
}

using System.Text.Json;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// Reads strict JSON for <c>$toObject</c> and <c>$toArray</c>: no comments, no trailing commas, no Extended JSON. Whole
/// numbers become ints or longs where they fit; of equal names the last wins.
/// </summary>
internal static class JsonText
{
    public static BsonValue Read(in BsonValue value, BsonType type, EvaluationContext context)
    {
        if (value.Type == type)
        {
            return value;
        }

        if (value.Type != BsonType.String)
        {
            throw Conversion.Unsupported(value, type);
        }

        var result = ReadAny(value, context);
        return result.Type == type
            ? result
            : throw new EvaluationException(
                Conversion.FailureCode, $"Input doesn't match expected type '{TypeNames.Of(type)}'");
    }

    /// <summary>Reads JSON of any type.</summary>
    /// <exception cref="EvaluationException">The text is no JSON.</exception>
    public static BsonValue ReadAny(in BsonValue text, EvaluationContext context)
    {
        try
        {
            var reader = new Utf8JsonReader(
                text.Bytes, new JsonReaderOptions { MaxDepth = BsonLimits.NestingDepthMax });
            _ = reader.Read();
            var result = ReadValue(ref reader, context);
            _ = reader.Read();
            return result;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new EvaluationException(
                Conversion.FailureCode, $"Input doesn't represent valid JSON: {error.Message}");
        }
    }

    private static BsonValue ReadValue(ref Utf8JsonReader reader, EvaluationContext context)
    {
        context.Charge(1);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, context),
            JsonTokenType.StartArray => ReadArray(ref reader, context),
            JsonTokenType.String => context.Text(reader.GetString()),
            JsonTokenType.Number => ReadNumber(ref reader),
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => BsonValue.Null,
        };
    }

    private static BsonValue ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt32(out var small))
        {
            return small;
        }

        return reader.TryGetInt64(out var large) ? large : (BsonValue)reader.GetDouble();
    }

    private static BsonValue ReadArray(ref Utf8JsonReader reader, EvaluationContext context)
    {
        var mark = context.Mark;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            context.Push(ReadValue(ref reader, context));
        }

        return context.TakeArray(mark);
    }

    private static BsonValue ReadObject(ref Utf8JsonReader reader, EvaluationContext context)
    {
        var mark = context.Mark;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = context.Text(reader.GetString());
            if (name.Bytes.Contains((byte)0))
            {
                throw new EvaluationException(Conversion.FailureCode, "a field name may not contain a NUL character");
            }

            _ = reader.Read();
            FieldList.Put(mark, name, ReadValue(ref reader, context), context);
        }

        return FieldList.TakeDocument(mark, context);
    }
}

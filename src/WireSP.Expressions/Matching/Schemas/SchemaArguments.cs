using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>Reads what stands beside a schema's keywords, each of one type.</summary>
internal static class SchemaArguments
{
    /// <summary>A schema, or an object of them.</summary>
    public static BsonDocument Object(string keyword, BsonValue value) =>
        value.Type == BsonType.Document
            ? value.AsDocument
            : throw SchemaErrors.WrongType(keyword, "an object", value);

    /// <summary>An array that is not empty.</summary>
    public static BsonArray Array(string keyword, BsonValue value)
    {
        if (value.Type != BsonType.Array)
        {
            throw SchemaErrors.WrongType(keyword, "an array", value);
        }

        return value.AsArray.IsEmpty ? throw SchemaErrors.Bad(keyword, "cannot be an empty array") : value.AsArray;
    }

    /// <summary>A number.</summary>
    public static BsonValue Number(string keyword, BsonValue value) =>
        value.IsNumber ? value : throw SchemaErrors.WrongType(keyword, "a number", value);

    /// <summary>A boolean; false when it is not given.</summary>
    public static bool Flag(string keyword, BsonValue value)
    {
        if (value.IsMissing)
        {
            return false;
        }

        return value.Type == BsonType.Boolean
            ? value.AsBoolean
            : throw SchemaErrors.WrongType(keyword, "a boolean", value);
    }

    /// <summary>A whole number that is not negative.</summary>
    public static long Size(string keyword, BsonValue value)
    {
        if (!value.IsNumber)
        {
            throw SchemaErrors.Bad(keyword, $"expects a number, found {TypeNames.Of(value.Type)}");
        }

        return Integers.TryExact(value, out var size) && size >= 0
            ? size
            : throw SchemaErrors.Bad(keyword, $"expects a whole number from 0, found {MatchErrors.Show(value)}");
    }

    /// <summary>An array of names, none of them twice.</summary>
    public static IReadOnlyList<string> Names(string keyword, BsonValue value)
    {
        List<string> names = [];
        foreach (var item in Array(keyword, value))
        {
            if (item.Type != BsonType.String)
            {
                throw SchemaErrors.WrongType(keyword, "an array of strings", item);
            }

            var name = item.AsString;
            if (names.Contains(name))
            {
                throw SchemaErrors.Bad(keyword, $"has the value '{name}' twice");
            }

            names.Add(name);
        }

        return names;
    }

    /// <summary>A pattern for names of fields.</summary>
    public static RegexTest Pattern(string pattern)
    {
        try
        {
            return RegexTest.Parse(pattern, BsonValue.Missing);
        }
        catch (ExpressionSyntaxException error)
        {
            throw SchemaErrors.Bad("patternProperties", $"has a pattern that is not legal: {error.Message}");
        }
    }
}

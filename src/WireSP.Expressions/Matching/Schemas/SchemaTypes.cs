using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>
/// Parses <c>type</c>, which has JSON's six types, and <c>bsonType</c>, which has the language's names.
/// </summary>
internal static class SchemaTypes
{
    private static readonly string[] JsonTypes = ["array", "boolean", "null", "number", "object", "string"];

    /// <summary>The test of a type, or of one of several.</summary>
    public static TypeTest Parse(string keyword, BsonValue named)
    {
        var types = new TypeSet();
        if (named.Type == BsonType.String)
        {
            Add(keyword, named.AsString, ref types);
            return new TypeTest(types);
        }

        if (named.Type != BsonType.Array)
        {
            throw SchemaErrors.WrongType(keyword, "either a string or an array of strings", named);
        }

        foreach (var name in SchemaArguments.Names(keyword, named))
        {
            Add(keyword, name, ref types);
        }

        return new TypeTest(types);
    }

    private static void Add(string keyword, string name, ref TypeSet types)
    {
        if (keyword == "bsonType")
        {
            types.Add(name);
            return;
        }

        switch (name)
        {
            case "integer":
                throw SchemaErrors.NotSupported("type: 'integer'", "use bsonType with 'int' or 'long'");
            case "boolean":
                types.Add(BsonType.Boolean);
                break;
            case "array" or "null" or "number" or "object" or "string":
                types.Add(name);
                break;
            default:
                throw MatchErrors.BadValue(
                    $"Unknown type name alias: {name}.{NearestName.Hint(name, JsonTypes)}", keyword);
        }
    }
}

using WireSP.Bson;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>
/// Puts values in the place of variables, which every server understands: <c>"$$v.a"</c> becomes
/// <c>{$let: {vars: {v: {$literal: …}}, in: "$$v.a"}}</c>. Queries are left alone but for their <c>$expr</c>, and so
/// are variables that an expression inside declares again.
/// </summary>
internal static class VariableBinding
{
    /// <summary>A stage with the values in it.</summary>
    public static BsonDocument Bind(BsonDocument stage, IReadOnlyDictionary<string, BsonValue> values)
    {
        var bound = new BsonDocumentBuilder();
        foreach (var element in stage)
        {
            bound.Add(element.Name, BindOperator(element, values, isQuery: element.NameEquals("$match"u8)));
        }

        return bound.ToDocument();
    }

    private static BsonValue Bind(BsonValue value, IReadOnlyDictionary<string, BsonValue> values, bool isQuery)
    {
        switch (value.Type)
        {
            case BsonType.String when !isQuery:
                return BindText(value, values);
            case BsonType.Document:
                var document = new BsonDocumentBuilder();
                foreach (var element in value.AsDocument)
                {
                    document.Add(
                        element.Name, BindOperator(element, values, isQuery && !element.NameEquals("$expr"u8)));
                }

                return document.ToDocument();
            case BsonType.Array:
                var array = new BsonArrayBuilder();
                foreach (var item in value.AsArray)
                {
                    array.Add(IsMatch(item) ? Bind(item.AsDocument, values) : Bind(item, values, isQuery));
                }

                return array.ToArray();
            default:
                return value;
        }
    }

    private static BsonValue BindOperator(
        BsonElement element, IReadOnlyDictionary<string, BsonValue> values, bool isQuery)
    {
        var argument = element.Value;
        if (element.NameEquals("$literal"u8))
        {
            return argument;
        }

        var (inner, names) = element.Name switch
        {
            _ when isQuery || argument.Type != BsonType.Document => (null, []),
            "$let" => ("in", NamesOf(argument.AsDocument["vars"])),
            "$map" => ("in", [NameOf(argument.AsDocument["as"])]),
            "$filter" => ("cond", [NameOf(argument.AsDocument["as"])]),
            "$reduce" => ("in", ["this", "value"]),
            "$lookup" => ("pipeline", NamesOf(argument.AsDocument["let"])),
            _ => ((string?)null, (IReadOnlyList<string>)[]),
        };
        if (inner is null || !names.Any(values.ContainsKey))
        {
            return Bind(argument, values, isQuery);
        }

        var visible = values.Where(pair => !names.Contains(pair.Key)).ToDictionary();
        var bound = new BsonDocumentBuilder();
        foreach (var field in argument.AsDocument)
        {
            bound.Add(field.Name, BindOperator(field, field.Name == inner ? visible : values, isQuery: false));
        }

        return bound.ToDocument();
    }

    private static string NameOf(BsonValue name) => name.Type == BsonType.String ? name.AsString : "this";

    private static List<string> NamesOf(BsonValue variables)
    {
        List<string> names = [];
        if (variables.Type == BsonType.Document)
        {
            foreach (var element in variables.AsDocument)
            {
                names.Add(element.Name);
            }
        }

        return names;
    }

    private static bool IsMatch(BsonValue item) =>
        item.Type == BsonType.Document && !item.AsDocument["$match"].IsMissing;

    private static BsonValue BindText(BsonValue value, IReadOnlyDictionary<string, BsonValue> values)
    {
        if (!value.AsStringUtf8.StartsWith("$$"u8))
        {
            return value;
        }

        var name = value.AsString[2..].Split('.')[0];
        if (!values.TryGetValue(name, out var bound))
        {
            return value;
        }

        // A value that is missing stays missing; it cannot be written down.
        BsonValue literal = bound.IsMissing
            ? "$$REMOVE"
            : new BsonDocumentBuilder { { "$literal", bound } }.ToDocument();
        return new BsonDocumentBuilder
        {
            {
                "$let", new BsonDocumentBuilder
                {
                    { "vars", new BsonDocumentBuilder { { name, literal } }.ToDocument() }, { "in", value },
                }.ToDocument()
            },
        }.ToDocument();
    }
}

using WireSP.Bson;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>
/// Puts values in the place of variables: <c>"$$v.a"</c> becomes
/// <c>{$let: {vars: {v: {$literal: …}}, in: "$$v.a"}}</c>. Queries are left alone but for their <c>$expr</c>.
/// </summary>
internal static class VariableBinding
{
    /// <summary>A stage with the values in it.</summary>
    public static BsonDocument Bind(BsonDocument stage, IReadOnlyDictionary<string, BsonValue> values)
    {
        var bound = new BsonDocumentBuilder();
        foreach (var element in stage)
        {
            bound.Add(element.Name, Bind(element.Value, values, element.NameEquals("$match"u8)));
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
                    var isText = element.NameEquals("$literal"u8);
                    var isInner = isQuery && !element.NameEquals("$expr"u8);
                    document.Add(element.Name, isText ? element.Value : Bind(element.Value, values, isInner));
                }

                return document.ToDocument();
            case BsonType.Array:
                var array = new BsonArrayBuilder();
                foreach (var item in value.AsArray)
                {
                    array.Add(IsStage(item) ? Bind(item.AsDocument, values) : Bind(item, values, isQuery));
                }

                return array.ToArray();
            default:
                return value;
        }
    }

    private static bool IsStage(BsonValue item) =>
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

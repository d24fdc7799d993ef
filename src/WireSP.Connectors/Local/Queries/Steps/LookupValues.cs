using WireSP.Bson;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>
/// The query for the documents whose field equals that of a given one; an array asks for any of its items.
/// </summary>
internal static class LookupValues
{
    public static BsonDocument Query(string foreignField, string localField, BsonDocument document)
    {
        var values = new List<BsonValue>();
        Collect(BsonValue.FromDocument(document), localField.Split('.'), 0, values);
        BsonDocument condition;
        if (values.Count == 1)
        {
            condition = new BsonDocumentBuilder { { "$eq", values[0] } }.ToDocument();
        }
        else
        {
            var any = new BsonArrayBuilder();
            foreach (var value in values)
            {
                any.Add(value);
            }

            condition = new BsonDocumentBuilder { { "$in", any.ToArray() } }.ToDocument();
        }

        return new BsonDocumentBuilder { { foreignField, condition } }.ToDocument();
    }

    private static void Collect(BsonValue value, string[] names, int depth, List<BsonValue> values)
    {
        if (value.Type == BsonType.Array && depth > 0)
        {
            foreach (var item in value.AsArray)
            {
                if (depth == names.Length)
                {
                    values.Add(item);
                }
                else if (item.Type == BsonType.Document)
                {
                    Collect(item, names, depth, values);
                }
            }
        }
        else if (depth == names.Length)
        {
            values.Add(value.IsMissing ? BsonValue.Null : value);
        }
        else
        {
            var inner = value.Type == BsonType.Document ? value.AsDocument[names[depth]] : default;
            Collect(inner, names, depth + 1, values);
        }
    }
}

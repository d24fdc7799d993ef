using WireSP.Bson;

namespace WireSP.Streaming.Enrichment;

/// <summary>
/// The values by which a document looks others up: what its field holds, each item of it where that is an array, null
/// where it holds nothing.
/// </summary>
public sealed class LookupKeys
{
    private readonly string[] _names;
    private readonly string _foreignField;

    /// <summary>Creates the keys of a lookup by equality.</summary>
    public LookupKeys(string localField, string foreignField)
    {
        ArgumentNullException.ThrowIfNull(localField);
        _names = localField.Split('.');
        _foreignField = foreignField;
    }

    /// <summary>Appends a document's values; they live in its bytes.</summary>
    public void Collect(BsonDocument document, ICollection<BsonValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Collect(BsonValue.FromDocument(document), 0, values);
    }

    /// <summary>The query for the documents whose field equals one of the values.</summary>
    public BsonDocument Query(IReadOnlyList<BsonValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 1)
        {
            return Equal(values[0]);
        }

        var plain = new BsonArrayBuilder();
        var clauses = new BsonArrayBuilder();
        foreach (var value in values)
        {
            // Inside $in a pattern would match texts, and a document of operators would be refused.
            if (value.Type == BsonType.RegularExpression || IsOperators(value))
            {
                clauses.Add(Equal(value));
            }
            else
            {
                plain.Add(value);
            }
        }

        var any = new BsonDocumentBuilder { { "$in", plain.ToArray() } }.ToDocument();
        var query = new BsonDocumentBuilder { { _foreignField, any } }.ToDocument();
        if (clauses.Count == 0)
        {
            return query;
        }

        clauses.Add(query);
        return new BsonDocumentBuilder { { "$or", clauses.ToArray() } }.ToDocument();
    }

    private BsonDocument Equal(BsonValue value)
    {
        var condition = new BsonDocumentBuilder { { "$eq", value } }.ToDocument();
        return new BsonDocumentBuilder { { _foreignField, condition } }.ToDocument();
    }

    private void Collect(BsonValue value, int depth, ICollection<BsonValue> values)
    {
        if (value.Type == BsonType.Array && depth > 0)
        {
            foreach (var item in value.AsArray)
            {
                if (depth == _names.Length)
                {
                    values.Add(Known(item));
                }
                else if (item.Type == BsonType.Document)
                {
                    Collect(item, depth, values);
                }
            }
        }
        else if (depth == _names.Length)
        {
            values.Add(Known(value));
        }
        else
        {
            var inner = value.Type == BsonType.Document ? value.AsDocument[_names[depth]] : default;
            Collect(inner, depth + 1, values);
        }
    }

    // No query may name the deprecated type, which equals null.
    private static BsonValue Known(BsonValue value) =>
        value.Type is BsonType.Missing or BsonType.Undefined ? BsonValue.Null : value;

    private static bool IsOperators(BsonValue value)
    {
        if (value.Type == BsonType.Document)
        {
            foreach (var element in value.AsDocument)
            {
                return element.NameUtf8.StartsWith("$"u8);
            }
        }

        return false;
    }
}

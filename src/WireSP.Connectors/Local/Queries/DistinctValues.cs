using WireSP.Bson;

namespace WireSP.Connectors.Local.Queries;

/// <summary>Collects the different values that a path leads to, in the order they were met first.</summary>
internal sealed class DistinctValues(string path)
{
    private readonly string[] _names = path.Split('.');
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly BsonArrayBuilder _values = new();
    private long _bytes;

    /// <summary>Takes the values of a document in.</summary>
    /// <exception cref="CollectionException">They are more than a reply may hold.</exception>
    public void Add(BsonDocument document) => Add(BsonValue.FromDocument(document), 0);

    /// <summary>The values.</summary>
    public BsonArray ToArray() => _values.ToArray();

    private void Add(BsonValue value, int depth)
    {
        if (value.Type == BsonType.Array)
        {
            foreach (var item in value.AsArray)
            {
                // An array inside the last array is a value of its own.
                if (depth == _names.Length)
                {
                    Keep(item);
                }
                else if (item.Type == BsonType.Document)
                {
                    Add(item, depth);
                }
            }
        }
        else if (depth == _names.Length)
        {
            Keep(value);
        }
        else if (value.Type == BsonType.Document)
        {
            Add(value.AsDocument[_names[depth]], depth + 1);
        }
    }

    private void Keep(BsonValue value)
    {
        if (value.IsMissing || !_keys.Add(Convert.ToHexString(BsonKey.Of(value))))
        {
            return;
        }

        _values.Add(value);
        _bytes += value.Length + 16;
        if (_bytes > BsonLimits.DocumentSizeBytesMax)
        {
            throw CollectionErrors.TooLarge("distinct too big, 16mb cap");
        }
    }
}

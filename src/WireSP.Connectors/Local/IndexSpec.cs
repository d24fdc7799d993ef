using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Connectors.Local;

/// <summary>Checks what <c>createIndexes</c> asks for, and writes it as <c>listIndexes</c> shows it.</summary>
public static class IndexSpec
{
    private const int NameLengthMax = 127;

    private static readonly string[] Known =
    [
        "background", "hidden", "key", "name", "ns", "partialFilterExpression", "sparse", "unique", "v",
    ];

    private static readonly string[] Refused =
    [
        "2dsphereIndexVersion", "bits", "collation", "default_language", "expireAfterSeconds", "language_override",
        "max", "min", "storageEngine", "textIndexVersion", "weights", "wildcardProjection",
    ];

    /// <summary>Checks one specification.</summary>
    /// <exception cref="CollectionException">It is wrong, or asks for what is not here.</exception>
    public static BsonDocument Read(BsonValue value)
    {
        if (value.Type != BsonType.Document)
        {
            throw new CollectionException(14, "BSON field 'createIndexes.indexes' must hold objects");
        }

        var spec = value.AsDocument;
        CheckFields(spec);
        if (spec["key"] is not { Type: BsonType.Document } key)
        {
            throw CollectionErrors.FailedToParse("The 'key' field is a required property of an index specification");
        }

        CheckKey(key.AsDocument);
        var name = spec["name"];
        if (name.Type != BsonType.String || name.Length is 0 or > NameLengthMax)
        {
            throw CollectionErrors.FailedToParse("The 'name' field is a required property of an index specification");
        }

        return Write(spec, key.AsDocument, name.AsString);
    }

    /// <summary>Whether two specifications mean the same index.</summary>
    public static bool IsSame(BsonDocument left, BsonDocument right) => left.Span.SequenceEqual(right.Span);

    private static void CheckFields(BsonDocument spec)
    {
        foreach (var element in spec)
        {
            var name = element.Name;
            if (Refused.Contains(name, StringComparer.Ordinal))
            {
                throw CollectionErrors.NotSupported(
                    $"the index option '{name}' is not supported: indexes here keep keys unique and do nothing else");
            }

            if (!Known.Contains(name, StringComparer.Ordinal))
            {
                throw new CollectionException(
                    197, $"The field '{name}' is not valid for an index specification.{NearestName.Hint(name, Known)}");
            }
        }

        foreach (var flag in (ReadOnlySpan<string>)["unique", "sparse"])
        {
            if (spec[flag] is { IsMissing: false } value && value.Type != BsonType.Boolean && !value.IsNumber)
            {
                throw new CollectionException(
                    14, $"The field '{flag}' has value {TypeNames.Of(value.Type)}, which is not convertible to bool");
            }
        }
    }

    private static void CheckKey(BsonDocument key)
    {
        if (key.IsEmpty)
        {
            throw new CollectionException(67, "Index keys cannot be an empty object");
        }

        foreach (var element in key)
        {
            var name = element.Name;
            if (name.Length == 0 || name.Contains("$**", StringComparison.Ordinal))
            {
                throw CollectionErrors.NotSupported($"the index key '{name}' is not supported");
            }

            if (element.Type == BsonType.String && element.Value.AsString != "hashed")
            {
                throw CollectionErrors.NotSupported(
                    $"indexes of type '{element.Value.AsString}' are not supported: write 1 or -1");
            }

            if (element.Type != BsonType.String && !element.Value.IsNumber)
            {
                throw new CollectionException(
                    67, $"Values in the index key pattern must be numbers or 'hashed', found {element.Type} at {name}");
            }
        }
    }

    private static BsonDocument Write(BsonDocument spec, BsonDocument key, string name)
    {
        var written = new BsonDocumentBuilder { { "v", 2 }, { "key", key }, { "name", name } };
        foreach (var flag in (ReadOnlySpan<string>)["unique", "sparse"])
        {
            if (IsTrue(spec[flag]))
            {
                written.Add(flag, true);
            }
        }

        written.Add("partialFilterExpression", spec["partialFilterExpression"]);
        return written.ToDocument();
    }

    private static bool IsTrue(in BsonValue value) => value.Type switch
    {
        BsonType.Boolean => value.AsBoolean,
        BsonType.Missing => false,
        _ => BsonValueComparer.Compare(value, 0) != 0,
    };
}

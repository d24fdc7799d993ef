using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>What a document must be to be stored, and the form that it is stored in: <c>_id</c> first.</summary>
public static class DocumentRules
{
    /// <summary>
    /// Makes a document ready: adds an <c>_id</c> when there is none, moves it to the front, fills empty timestamps.
    /// </summary>
    /// <exception cref="CollectionException">It cannot be stored.</exception>
    public static BsonDocument Prepare(BsonDocument document, LocalTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var id = BsonValue.Missing;
        var isReady = false;
        var isFirst = true;
        foreach (var element in document)
        {
            CheckName(element);
            if (id.IsMissing && element.NameEquals("_id"u8))
            {
                id = element.Value;
                isReady = isFirst;
            }

            isReady &= !IsEmptyTimestamp(element);
            isFirst = false;
        }

        CheckId(id);
        if (!isReady)
        {
            id = id.IsMissing ? ObjectId.New(transaction.Clock) : id;
            document = Rewrite(document, id, transaction);
        }

        CheckSize(document);
        return document;
    }

    /// <summary>Checks a value that is to be an <c>_id</c>.</summary>
    /// <exception cref="CollectionException">It cannot be one.</exception>
    public static void CheckId(in BsonValue id)
    {
        switch (id.Type)
        {
            case BsonType.Array or BsonType.RegularExpression or BsonType.Undefined:
                var type = WireSP.Expressions.TypeNames.Of(id.Type);
                throw CollectionErrors.BadValue($"The '_id' value cannot be of type {type}");
            case BsonType.Document:
                CheckIdFields(id.AsDocument);
                break;
            default:
                break;
        }
    }

    /// <summary>Checks the size of a document.</summary>
    /// <exception cref="CollectionException">It is too large.</exception>
    public static void CheckSize(BsonDocument document)
    {
        if (document.Length > BsonLimits.DocumentSizeBytesMax)
        {
            throw CollectionErrors.BadValue(
                $"object to insert too large. size in bytes: {document.Length}, "
                + $"max size: {BsonLimits.DocumentSizeBytesMax}");
        }
    }

    private static void CheckIdFields(BsonDocument id)
    {
        foreach (var element in id)
        {
            if (element.NameUtf8.StartsWith("$"u8))
            {
                throw new CollectionException(
                    52, $"_id fields may not contain '$'-prefixed fields: {element.Name} is not valid for storage.");
            }
        }
    }

    private static void CheckName(in BsonElement element)
    {
        if (element.NameUtf8.StartsWith("$"u8))
        {
            throw CollectionErrors.BadValue($"Document can't have $ prefixed field names: {element.Name}");
        }
    }

    private static bool IsEmptyTimestamp(in BsonElement element) =>
        element.Type == BsonType.Timestamp && element.Value.AsTimestamp == 0 && !element.NameEquals("_id"u8);

    private static BsonDocument Rewrite(BsonDocument document, in BsonValue id, LocalTransaction transaction)
    {
        var writer = new BsonWriter(document.Length + 32);
        var start = writer.BeginDocument();
        writer.WriteValue("_id"u8, id);
        var isIdWritten = false;
        foreach (var element in document)
        {
            if (!isIdWritten && element.NameEquals("_id"u8))
            {
                isIdWritten = true;
            }
            else if (IsEmptyTimestamp(element))
            {
                writer.WriteValue(element.NameUtf8, BsonValue.FromTimestamp(transaction.NextTime));
            }
            else
            {
                writer.WriteRaw(element.Raw);
            }
        }

        writer.End(start);
        return writer.DocumentFrom(start);
    }
}

namespace WireSP.Bson;

/// <summary>
/// Recognises the documents by which Extended JSON writes other types, <c>{"$oid": …}</c> and its kin, after they
/// were read as documents, and puts the value in their place. A document that only resembles one stays as it is.
/// </summary>
/// <remarks>https://github.com/mongodb/specifications, extended-json, with the forms of its first version.</remarks>
internal readonly ref partial struct ExtendedJsonWrapper
{
    private readonly BsonWriter _output;
    private readonly int _typeAt;
    private readonly int _start;
    private readonly BsonDocument _document;
    private readonly BsonElement _first;
    private readonly int _count;

    private ExtendedJsonWrapper(BsonWriter output, int typeAt, int start)
    {
        _output = output;
        _typeAt = typeAt;
        _start = start;
        _document = output.DocumentFrom(start);
        foreach (var element in _document)
        {
            _first = _count++ == 0 ? element : _first;
        }
    }

    private BsonValue Value => _first.Value;

    /// <summary>
    /// Replaces the document at <paramref name="start"/>, the last one written, by the value it stands for.
    /// </summary>
    /// <param name="output">The writer.</param>
    /// <param name="typeAt">Where the element's type byte is.</param>
    /// <param name="start">Where the document begins.</param>
    /// <returns>What is wrong with a document that is clearly meant as such a form; null when nothing is.</returns>
    public static string? Replace(BsonWriter output, int typeAt, int start) =>
        new ExtendedJsonWrapper(output, typeAt, start).Replace();

    /// <summary>Whether the bytes of a document could be such a form: its first name begins with a dollar.</summary>
    public static bool IsPossible(ReadOnlySpan<byte> document) => document[4] != 0 && document[5] == '$';

    /// <summary>Whether a document is meant as such a form, rightly or with an error.</summary>
    public static bool IsMeant(BsonDocument document)
    {
        if (!IsPossible(document.Span))
        {
            return false;
        }

        var scratch = new BsonWriter(document.Length);
        scratch.WriteHeader(BsonType.Document, ""u8);
        var start = scratch.Position;
        scratch.WriteRaw(document.Span);
        return Replace(scratch, 0, start) is not null || scratch.Buffer[0] != (byte)BsonType.Document;
    }

    private string? Replace()
    {
        var name = _first.NameUtf8;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("$oid"u8):
                return Single(BsonType.ObjectId) ?? ReplaceObjectId();
            case 5 when name.SequenceEqual("$date"u8):
                return Single(BsonType.DateTime) ?? ReplaceDate();
            case 5 when name.SequenceEqual("$uuid"u8):
                return Single(BsonType.Binary) ?? ReplaceUuid();
            case 5 when name.SequenceEqual("$code"u8):
            case 6 when name.SequenceEqual("$scope"u8):
                return ReplaceCode();
            case 7 when name.SequenceEqual("$symbol"u8):
                return Single(BsonType.Symbol) ?? ReplaceText(BsonType.Symbol);
            case 7 when name.SequenceEqual("$minKey"u8):
                return Single(BsonType.MinKey) ?? ReplaceMarker(BsonType.MinKey);
            case 7 when name.SequenceEqual("$maxKey"u8):
                return Single(BsonType.MaxKey) ?? ReplaceMarker(BsonType.MaxKey);
            case 10 when name.SequenceEqual("$undefined"u8):
                return Single(BsonType.Undefined) ?? ReplaceMarker(BsonType.Undefined);
            case 7 when name.SequenceEqual("$binary"u8):
            case 5 when name.SequenceEqual("$type"u8):
                return ReplaceBinary();
            case 6 when name.SequenceEqual("$regex"u8):
            case 8 when name.SequenceEqual("$options"u8):
                return ReplaceLegacyRegularExpression();
            case 18 when name.SequenceEqual("$regularExpression"u8):
                return Single(BsonType.RegularExpression) ?? ReplaceRegularExpression();
            case 10 when name.SequenceEqual("$timestamp"u8):
                return Single(BsonType.Timestamp) ?? ReplaceTimestamp();
            case 10 when name.SequenceEqual("$dbPointer"u8):
                return Single(BsonType.DbPointer) ?? ReplaceDbPointer();
            default:
                return name.StartsWith("$number"u8) ? ReplaceNumber(name[7..]) : null;
        }
    }

    private string? ReplaceNumber(ReadOnlySpan<byte> kind)
    {
        if (kind.SequenceEqual("Int"u8))
        {
            return Single(BsonType.Int32) ?? ReplaceInt32();
        }

        if (kind.SequenceEqual("Long"u8))
        {
            return Single(BsonType.Int64) ?? ReplaceInt64();
        }

        if (kind.SequenceEqual("Double"u8))
        {
            return Single(BsonType.Double) ?? ReplaceDouble();
        }

        return kind.SequenceEqual("Decimal"u8) ? Single(BsonType.Decimal128) ?? ReplaceDecimal() : null;
    }

    private string? Single(BsonType type) =>
        _count == 1
            ? null
            : $"{_first.Name}, which means a value of type {type}, must be the only field of its document";

    private string Expected(string what) => $"{_first.Name}: expected {what}";

    // From here on the document's own bytes may be overwritten.
    private void Begin(BsonType type)
    {
        _output.Truncate(_start);
        _output.Buffer[_typeAt] = (byte)type;
    }

    private string? PutInt64(BsonType type, long value)
    {
        Begin(type);
        _output.WriteRawInt64(value);
        return null;
    }
}

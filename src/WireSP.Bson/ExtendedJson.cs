using System.Buffers;
using System.Text;

namespace WireSP.Bson;

/// <summary>
/// Extended JSON, both ways. Machines' text is parsed strictly; what a person types or pastes from a shell, by
/// <see cref="ParseLenient"/>. Names may repeat and keep their order.
/// </summary>
/// <remarks>https://github.com/mongodb/specifications, extended-json.</remarks>
public static class ExtendedJson
{
    /// <summary>Parses one document from strict JSON.</summary>
    /// <exception cref="BsonFormatException">What is wrong with the text and where.</exception>
    public static BsonDocument Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Parses one document from strict JSON.</summary>
    /// <exception cref="BsonFormatException">What is wrong with the text and where.</exception>
    public static BsonDocument Parse(ReadOnlySpan<byte> json)
    {
        var output = new BsonWriter(json.Length + 64);
        var scanner = new JsonScanner(json, output);
        if (!scanner.TryReadDocument(out var isArray))
        {
            throw new BsonFormatException($"{scanner.Error} at byte {scanner.ErrorOffset}", scanner.ErrorOffset);
        }

        return !isArray
            ? output.ToDocument()
            : throw new BsonFormatException("expected a document, found an array at byte 0", 0);
    }

    /// <summary>Parses one value of any type from strict JSON.</summary>
    /// <exception cref="BsonFormatException">What is wrong with the text and where.</exception>
    public static BsonValue ParseValue(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ParseValue(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Parses one value of any type from strict JSON.</summary>
    /// <exception cref="BsonFormatException">What is wrong with the text and where.</exception>
    public static BsonValue ParseValue(ReadOnlySpan<byte> json)
    {
        // As an array of one, because the scanner reads brackets.
        byte[] wrapped = [(byte)'[', .. json, (byte)']'];
        var output = new BsonWriter(wrapped.Length + 64);
        var scanner = new JsonScanner(wrapped, output);
        if (!scanner.TryReadDocument(out _, depth: 0))
        {
            var offset = Math.Max(scanner.ErrorOffset - 1, 0);
            throw new BsonFormatException($"{scanner.Error} at byte {offset}", offset);
        }

        var values = new BsonArray(output.ToDocument());
        return values.Count() == 1
            ? values[0]
            : throw new BsonFormatException("expected one value");
    }

    /// <summary>
    /// Parses one document as a shell would: bare and single-quoted names, trailing commas, comments,
    /// <c>ObjectId("…")</c>, <c>ISODate("…")</c>, <c>/pattern/i</c> and their kin.
    /// </summary>
    /// <exception cref="BsonFormatException">What is wrong with the text and where.</exception>
    public static BsonDocument ParseLenient(string text)
    {
        var value = ParseLenientValue(text);
        return value.Type == BsonType.Document
            ? value.AsDocument
            : throw new BsonFormatException($"expected a document, found a value of type {value.Type}", 0);
    }

    /// <summary>Parses one value of any type as a shell would.</summary>
    /// <exception cref="BsonFormatException">What is wrong with the text and where.</exception>
    public static BsonValue ParseLenientValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return LenientJsonParser.Parse(text);
    }

    /// <summary>Appends a document as JSON text.</summary>
    /// <exception cref="BsonFormatException">The document is malformed or nests too deeply.</exception>
    public static void Write(BsonDocument document, IBufferWriter<byte> output, ExtendedJsonOptions options) =>
        Write((BsonValue)document, output, options);

    /// <summary>Appends a value as JSON text; a missing value as null.</summary>
    /// <exception cref="BsonFormatException">The value is malformed or nests too deeply.</exception>
    public static void Write(in BsonValue value, IBufferWriter<byte> output, ExtendedJsonOptions options)
    {
        ArgumentNullException.ThrowIfNull(output);
        ExtendedJsonWriter.Write(value, output, options);
    }

    /// <summary>A document as JSON text, relaxed unless said otherwise; allocates.</summary>
    /// <exception cref="BsonFormatException">The document is malformed or nests too deeply.</exception>
    public static string Format(BsonDocument document, ExtendedJsonOptions options = default) =>
        Format((BsonValue)document, options);

    /// <summary>A value as JSON text, relaxed unless said otherwise; allocates.</summary>
    /// <exception cref="BsonFormatException">The value is malformed or nests too deeply.</exception>
    public static string Format(in BsonValue value, ExtendedJsonOptions options = default)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(value, output, options);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

using WireSP.Bson;
using WireSP.TestKit.Bson;

namespace WireSP.Fuzz.Targets;

/// <summary>Documents as bytes: validation, walking without validation, order, text.</summary>
internal static class BsonFuzz
{
    public static readonly FuzzTarget Target = new(
        "bson", "damaged documents are refused with the typed error or are safe to read", Seeds, Run);

    private static IReadOnlyList<byte[]> Seeds(int seed) =>
        [new RandomBson(seed).NextDocument(depth: 4).Span.ToArray(), .. Fixtures.Documents];

    private static void Run(byte[] input)
    {
        var alone = Outcome(input, 0, input.Length);
        byte[] surrounded = [0, 1, 2, .. input, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        if (Outcome(surrounded, 3, input.Length) != alone)
        {
            throw new InvalidOperationException("the bytes around a document change the answer");
        }

        ReadUnvalidated(input);
        if (alone.StartsWith("valid", StringComparison.Ordinal))
        {
            RoundTrip(new BsonDocument(input));
        }
    }

    private static string Outcome(byte[] buffer, int offset, int length)
    {
        try
        {
            BsonValidator.Validate(buffer.AsSpan(offset, length));
            return $"valid {BsonValueComparer.Hash(new BsonDocument(buffer, offset, length))}";
        }
        catch (BsonFormatException e)
        {
            return e.Message;
        }
    }

    // What was never validated may be misread, but only within its bounds and with the typed error.
    private static void ReadUnvalidated(byte[] input)
    {
        try
        {
            var document = new BsonDocument(input);
            _ = BsonValueComparer.Compare(document, document.Copy());
            _ = ExtendedJson.Format(document, ExtendedJsonOptions.Canonical);
            _ = ExtendedJson.Format(document, ExtendedJsonOptions.Basic);
        }
        catch (BsonFormatException)
        {
            // The right answer to most inputs.
        }
    }

    private static void RoundTrip(BsonDocument document)
    {
        var text = ExtendedJson.Format(document, ExtendedJsonOptions.Canonical);
        BsonDocument back;
        try
        {
            back = ExtendedJson.Parse(text);
        }
        catch (BsonFormatException)
        {
            // A document with dollar names may look like a form that it is not.
            return;
        }

        if (!text.Contains("\"$", StringComparison.Ordinal) && BsonValueComparer.Compare(document, back) != 0)
        {
            throw new InvalidOperationException($"the text reads back as another document: {text}");
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace WireSP.Bson;

/// <summary>
/// JSON or Extended JSON to BSON in one pass, for text that arrives by the million. Whole numbers become int32 or
/// int64, what does not fit those a double; the forms of Extended JSON become the types they stand for.
/// </summary>
public static class JsonTranscoder
{
    // Texts up to this size are copied before they are read: with zeros behind them, vectors need no care at their end.
    private const int PaddedSizeMax = 2048;
    private const int PaddingBytes = 64;

    /// <summary>
    /// Appends the document that a text holds to a writer; an array becomes a document with the names "0", "1", ….
    /// Anything else is an error, which leaves the writer as it was.
    /// </summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="output">Where the document goes; <paramref name="document"/> is a slice of its buffer.</param>
    /// <param name="document">The document.</param>
    /// <param name="error">What is wrong with the text and at which byte.</param>
    [SkipLocalsInit]
    public static bool TryTranscode(
        ReadOnlySpan<byte> json, BsonWriter output, out BsonDocument document, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(output);
        json = JsonScanner.TrimEnd(json);
        if (json.Length > PaddedSizeMax)
        {
            return TryScan(new JsonScanner(json, output), output, out document, out error);
        }

        Span<byte> padded = stackalloc byte[PaddedSizeMax + PaddingBytes];
        json.CopyTo(padded);
        padded.Slice(json.Length, PaddingBytes).Clear();
        return TryScan(new JsonScanner(padded[..json.Length], output, PaddingBytes), output, out document, out error);
    }

    private static bool TryScan(
        JsonScanner scanner, BsonWriter output, out BsonDocument document, [NotNullWhen(false)] out string? error)
    {
        var start = output.Position;
        if (scanner.TryReadDocument(out _))
        {
            document = output.DocumentFrom(start);
            error = null;
            return true;
        }

        document = default;
        error = $"{scanner.Error} at byte {scanner.ErrorOffset}";
        return false;
    }
}

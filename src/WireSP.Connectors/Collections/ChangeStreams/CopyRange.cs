using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// A part of a collection between two values of <c>_id</c>, and how far it has been copied. The first is not in it, the
/// second is; missing stands for no bound.
/// </summary>
internal sealed class CopyRange
{
    /// <summary>Documents up to here have been handed on, or are before the range.</summary>
    public BsonValue Last { get; set; }

    /// <summary>The last <c>_id</c> of the range.</summary>
    public BsonValue End { get; init; }

    /// <summary>Whether all of it has been handed on.</summary>
    public bool IsDone { get; set; }

    /// <summary>Reads what <see cref="ToDocument"/> wrote.</summary>
    public static CopyRange Parse(BsonDocument document) => new()
    {
        Last = document["last"],
        End = document["end"],
        IsDone = document["done"] is { Type: BsonType.Boolean } done && done.AsBoolean,
    };

    /// <summary>The range as it is stored.</summary>
    public BsonDocument ToDocument() => new BsonDocumentBuilder
    {
        { "last", Last }, { "end", End }, { "done", IsDone ? true : BsonValue.Missing },
    }.ToDocument();

    /// <summary>Whether a document of that <c>_id</c> is not behind the range.</summary>
    public bool ReachesTo(in BsonValue id) => End.IsMissing || BsonValueComparer.Compare(id, End) <= 0;

    /// <summary>Whether a document of that <c>_id</c>, which is in the range, has been handed on.</summary>
    public bool HasCopied(in BsonValue id) =>
        IsDone || (!Last.IsMissing && BsonValueComparer.Compare(id, Last) <= 0);
}

using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>
/// How the new documents of one shape are put together from parts of the old ones and computed values.
/// </summary>
internal sealed class RunLayout
{
    private bool _isCodeDecided;
    private int _made;

    /// <summary>Makes the layout of documents that are put together from pieces.</summary>
    /// <param name="sources">The computed values.</param>
    /// <param name="pieces">The pieces in order.</param>
    public RunLayout(RunSource[] sources, RunPiece[] pieces)
    {
        Sources = sources;
        Pieces = pieces;
        foreach (var piece in pieces)
        {
            ExtraBytes += piece.Header is null ? 0 : piece.HeaderLength + sizeof(long);
        }

        Texts = [.. pieces.Where(piece => piece.Type == BsonType.String).Select(piece => piece.Source)];
    }

    /// <summary>Makes the layout of documents that are copied whole and get other values of the same length.</summary>
    /// <param name="sources">The computed values.</param>
    /// <param name="patches">Which bytes they replace, one for each.</param>
    /// <param name="pieces">The pieces that come to the same.</param>
    public RunLayout(RunSource[] sources, ShapePatch[] patches, RunPiece[] pieces)
        : this(sources, pieces) => Patches = patches;

    /// <summary>Makes the layout of documents that are a part of the old ones.</summary>
    /// <param name="part">Where that part begins.</param>
    public RunLayout(ShapePoint part)
    {
        Sources = [];
        Part = part;
    }

    /// <summary>The computed values.</summary>
    public RunSource[] Sources { get; }

    /// <summary>Where the embedded document begins that becomes the new one; null where one is made.</summary>
    public ShapePoint? Part { get; }

    /// <summary>The parts in order; none where the documents are parts.</summary>
    public RunPiece[] Pieces { get; } = [];

    /// <summary>Whether no document has another field with the name of a computed one.</summary>
    public bool NamesOnce { get; init; }

    /// <summary>Which bytes the values replace; null where documents are put together from pieces.</summary>
    public ShapePatch[]? Patches { get; }

    /// <summary>Which of the computed values are texts.</summary>
    public int[] Texts { get; } = [];

    /// <summary>Bytes that a new document may have more than the old one, texts aside.</summary>
    public int ExtraBytes { get; }

    /// <summary>
    /// Code that puts documents together; null where there is none, or as long as there have been too few documents.
    /// </summary>
    public JoinCode? Code { get; private set; }

    /// <summary>Code that also locates the documents and computes the values; null as <see cref="Code"/>.</summary>
    public JoinCode? WholeCode { get; private set; }

    /// <summary>Notes that documents are about to be made without <see cref="WholeCode"/>.</summary>
    /// <param name="shape">Their shape.</param>
    /// <param name="documents">Where they are.</param>
    /// <param name="starts">Where the first one's segments begin.</param>
    /// <param name="after">How many have to have been made before code is written.</param>
    public void CountMade(FieldShape shape, ReadOnlySpan<DocumentSlice> documents, ReadOnlySpan<int> starts, int after)
    {
        if (_isCodeDecided || (_made += documents.Length) <= after)
        {
            return;
        }

        _isCodeDecided = true;
        if (RunCode.IsOfUse && Part is null)
        {
            Code = JoinCode.TryWrite(Pieces, documents[0], starts);
            WholeCode = JoinCode.TryWrite(this, shape, documents[0], starts);
        }
    }

    /// <summary>
    /// What computed fields are for the documents of a shape; null when one of them cannot be told or written.
    /// </summary>
    public static RunSource[]? SourcesOf(ProjectionField[] computed, Expression[] expressions, FieldShape shape)
    {
        var sources = new RunSource[computed.Length];
        for (var i = 0; i < computed.Length; i++)
        {
            if (expressions[computed[i].ValueIndex].SourceFor(shape) is not { } source || !CanWrite(source))
            {
                return null;
            }

            sources[i] = source;
        }

        return sources;
    }

    /// <summary>Adds a computed field to pieces; a value that is missing leaves it out.</summary>
    public static void AddField(List<RunPiece> pieces, ProjectionField field, int index, RunSource source)
    {
        if (source.Type != BsonType.Missing)
        {
            pieces.Add(RunPiece.Of(field.Name, index, source.Type));
        }
    }

    private static bool CanWrite(RunSource source) => source.Type is BsonType.Double or BsonType.Int64
        or BsonType.DateTime or BsonType.Timestamp or BsonType.Int32 or BsonType.Boolean or BsonType.Null
        or BsonType.Missing or BsonType.String;
}

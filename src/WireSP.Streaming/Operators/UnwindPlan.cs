using System.Text;
using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <summary>
/// A compiled <c>$unwind</c>: which array, whether empty ones keep their document, where the index goes.
/// </summary>
internal sealed class UnwindPlan
{
    private readonly byte[][] _path;
    private readonly byte[][]? _indexPath;

    /// <summary>Creates a plan.</summary>
    /// <param name="path">The array's dotted path without its dollar sign.</param>
    /// <param name="indexPath">The dotted path that receives the index; null for none.</param>
    /// <param name="keepsEmpty">Whether a document without elements to unwind passes.</param>
    public UnwindPlan(string path, string? indexPath, bool keepsEmpty)
    {
        _path = Split(path);
        _indexPath = indexPath is null ? null : Split(indexPath);
        KeepsEmpty = keepsEmpty;
    }

    /// <summary>Whether a document without elements to unwind passes.</summary>
    public bool KeepsEmpty { get; }

    /// <summary>The value at the path; an array on the way there hides what is below it.</summary>
    public BsonValue Find(BsonDocument document)
    {
        for (var i = 0; i < _path.Length - 1; i++)
        {
            if (!document.TryGetValue(_path[i], out var value) || value.Type != BsonType.Document)
            {
                return BsonValue.Missing;
            }

            document = value.AsDocument;
        }

        return document.TryGetValue(_path[^1], out var found) ? found : BsonValue.Missing;
    }

    /// <summary>Appends the document for one element.</summary>
    /// <param name="body">The document that came in.</param>
    /// <param name="value">The element; missing removes the field.</param>
    /// <param name="index">The element's index; negative when there is none, which is written as null.</param>
    /// <param name="writer">Receives the document.</param>
    public void Write(BsonDocument body, in BsonValue value, long index, BsonWriter writer)
    {
        if (_indexPath is null)
        {
            Set(body, _path, value, creates: false, writer);
            return;
        }

        // The index may belong into the very document that the element stands in, so it is set in a second pass.
        var scratch = new BsonWriter(body.Length + 64);
        Set(body, _path, value, creates: false, scratch);
        Set(scratch.DocumentFrom(0), _indexPath, index < 0 ? BsonValue.Null : index, creates: true, writer);
    }

    private static byte[][] Split(string path)
    {
        var names = path.Split('.');
        var bytes = new byte[names.Length][];
        for (var i = 0; i < names.Length; i++)
        {
            bytes[i] = Encoding.UTF8.GetBytes(names[i]);
        }

        return bytes;
    }

    private static void Set(
        BsonDocument body, ReadOnlySpan<byte[]> path, in BsonValue value, bool creates, BsonWriter writer)
    {
        var start = writer.BeginDocument();
        var isSet = false;
        foreach (var element in body)
        {
            if (isSet || !element.NameEquals(path[0]))
            {
                writer.WriteRaw(element.Raw);
                continue;
            }

            isSet = true;
            if (path.Length == 1)
            {
                writer.WriteValue(path[0], value);
            }
            else if (element.Type == BsonType.Document)
            {
                writer.WriteHeader(BsonType.Document, path[0]);
                Set(element.Value.AsDocument, path[1..], value, creates, writer);
            }
            else if (creates)
            {
                Create(path, value, writer);
            }
            else
            {
                writer.WriteRaw(element.Raw);
            }
        }

        if (!isSet && creates)
        {
            Create(path, value, writer);
        }

        writer.End(start);
    }

    private static void Create(ReadOnlySpan<byte[]> path, in BsonValue value, BsonWriter writer)
    {
        if (path.Length == 1)
        {
            writer.WriteValue(path[0], value);
            return;
        }

        var start = writer.BeginDocument(path[0]);
        Create(path[1..], value, writer);
        writer.End(start);
    }
}

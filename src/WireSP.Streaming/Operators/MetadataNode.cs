using System.Text;
using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <summary>
/// Fields to set in a metadata document, as a tree of their paths: a leaf has the number of its value. Immutable once a
/// stage has been read, and shared.
/// </summary>
internal sealed class MetadataNode(byte[] name)
{
    private readonly List<MetadataNode> _children = [];
    private int _value = -1;

    /// <summary>Adds a path below this node.</summary>
    /// <returns>False when it, or a part of it, is there with another meaning.</returns>
    public bool TryAdd(ReadOnlySpan<string> path, int value)
    {
        if (_value >= 0 || (path.IsEmpty && _children.Count > 0))
        {
            return false;
        }

        if (path.IsEmpty)
        {
            _value = value;
            return true;
        }

        var child = Find(Encoding.UTF8.GetBytes(path[0]));
        if (child is null)
        {
            _children.Add(child = new MetadataNode(Encoding.UTF8.GetBytes(path[0])));
        }

        return child.TryAdd(path[1..], value);
    }

    /// <summary>
    /// Writes the fields of a document with those of this node set; missing values take a field away.
    /// </summary>
    public void Write(BsonDocument existing, ReadOnlySpan<BsonValue> values, BsonWriter writer)
    {
        foreach (var element in existing)
        {
            var child = Find(element.NameUtf8);
            if (child is null)
            {
                writer.WriteRaw(element.Raw);
            }
            else
            {
                child.WriteField(element.Value, values, writer);
            }
        }

        foreach (var child in _children)
        {
            if (!existing.TryGetValue(child.Name, out _))
            {
                child.WriteField(BsonValue.Missing, values, writer);
            }
        }
    }

    private byte[] Name => name;

    private void WriteField(in BsonValue existing, ReadOnlySpan<BsonValue> values, BsonWriter writer)
    {
        if (_value >= 0)
        {
            // Writes nothing when the value is missing.
            writer.WriteValue(name, values[_value]);
            return;
        }

        var start = writer.BeginDocument(name);
        Write(existing.Type == BsonType.Document ? existing.AsDocument : BsonDocument.Empty, values, writer);
        writer.End(start);
    }

    private MetadataNode? Find(ReadOnlySpan<byte> field)
    {
        foreach (var child in _children)
        {
            if (child.Name.AsSpan().SequenceEqual(field))
            {
                return child;
            }
        }

        return null;
    }
}

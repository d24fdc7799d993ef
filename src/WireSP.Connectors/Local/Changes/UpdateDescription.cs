using System.Globalization;
using WireSP.Bson;

namespace WireSP.Connectors.Local.Changes;

/// <summary>
/// The difference of two states of a document as change events tell it: fields by dotted path that have another value,
/// fields that are gone, arrays that became shorter. An array that changed in most places is told whole.
/// </summary>
internal sealed class UpdateDescription
{
    private readonly List<(string Path, BsonValue Value)> _updated = [];
    private readonly List<string> _removed = [];
    private readonly List<(string Path, int Size)> _truncated = [];

    /// <summary>Writes <c>updateDescription</c> as a field of an open document.</summary>
    public static void Write(BsonWriter writer, BsonDocument before, BsonDocument after)
    {
        var description = new UpdateDescription();
        description.Compare(before, after, "", BsonLimits.NestingDepthMax);
        description._removed.Sort(StringComparer.Ordinal);
        description.Write(writer);
    }

    private void Write(BsonWriter writer)
    {
        var start = writer.BeginDocument("updateDescription"u8);
        var updated = writer.BeginDocument("updatedFields"u8);
        foreach (var (path, value) in _updated)
        {
            writer.WriteValue(path, value);
        }

        writer.End(updated);
        var removed = writer.BeginArray("removedFields"u8);
        for (var i = 0; i < _removed.Count; i++)
        {
            writer.WriteValue(i, _removed[i]);
        }

        writer.End(removed);
        var truncated = writer.BeginArray("truncatedArrays"u8);
        for (var i = 0; i < _truncated.Count; i++)
        {
            writer.WriteHeader(BsonType.Document, i);
            var entry = writer.BeginDocument();
            writer.WriteString("field"u8, _truncated[i].Path);
            writer.WriteInt32("newSize"u8, _truncated[i].Size);
            writer.End(entry);
        }

        writer.End(truncated);
        writer.End(start);
    }

    private void Compare(BsonDocument before, BsonDocument after, string prefix, int depthLeft)
    {
        foreach (var element in after)
        {
            CompareField(before[element.Name], element.Value, prefix + element.Name, depthLeft);
        }

        foreach (var element in before)
        {
            if (after[element.Name].IsMissing)
            {
                _removed.Add(prefix + element.Name);
            }
        }
    }

    private void CompareField(BsonValue before, BsonValue after, string path, int depthLeft)
    {
        if (IsSame(before, after))
        {
            return;
        }

        // A name with a dot inside cannot be told apart from a path, so the document around it is told whole.
        if (depthLeft > 0 && before.Type == after.Type && IsTold(before, after))
        {
            if (after.Type == BsonType.Document)
            {
                Compare(before.AsDocument, after.AsDocument, path + ".", depthLeft - 1);
            }
            else
            {
                CompareArrays(before.AsArray, after.AsArray, path, depthLeft - 1);
            }
        }
        else
        {
            _updated.Add((path, after));
        }
    }

    private void CompareArrays(BsonArray before, BsonArray after, string path, int depthLeft)
    {
        var size = after.Count();
        var sizeBefore = before.Count();
        var index = 0;
        var befores = before.GetEnumerator();
        foreach (var item in after)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}.{index++}");
            if (befores.MoveNext())
            {
                CompareField(befores.Current, item, place, depthLeft);
            }
            else
            {
                _updated.Add((place, item));
            }
        }

        if (size < sizeBefore)
        {
            _truncated.Add((path, size));
        }
    }

    private static bool IsTold(BsonValue before, BsonValue after) => after.Type switch
    {
        BsonType.Document => HasPlainNames(before.AsDocument) && HasPlainNames(after.AsDocument),
        BsonType.Array => ChangedPlaces(before.AsArray, after.AsArray) * 2 <= before.AsArray.Count(),
        _ => false,
    };

    private static bool HasPlainNames(BsonDocument document)
    {
        foreach (var element in document)
        {
            if (element.NameUtf8.IsEmpty || element.NameUtf8.IndexOf((byte)'.') >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int ChangedPlaces(BsonArray before, BsonArray after)
    {
        var changed = 0;
        var befores = before.GetEnumerator();
        foreach (var item in after)
        {
            if (befores.MoveNext() && !IsSame(befores.Current, item))
            {
                changed++;
            }
        }

        return changed;
    }

    // Byte for byte: an int that became a long is a change, though the language calls them equal.
    private static bool IsSame(BsonValue left, BsonValue right) =>
        left.Type == right.Type
        && (left.Buffer is null || right.Buffer is null
            ? left.Payload == right.Payload
            : left.Bytes.SequenceEqual(right.Bytes)
                && (left.Type != BsonType.Binary || left.BinarySubtype == right.BinarySubtype));
}

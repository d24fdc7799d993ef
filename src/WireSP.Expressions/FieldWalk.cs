using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>
/// Fills slots by walking a document element by element: right for every document, and the way back for those that do not
/// look like the ones before. Slots must be empty; of fields of one name the first counts.
/// </summary>
internal static class FieldWalk
{
    public static void Read(BsonDocument document, FieldNode node, Span<BsonValue> slots)
    {
        var children = node.Children;
        var pending = children.Count;
        if (pending == 0)
        {
            return;
        }

        Span<ulong> found = stackalloc ulong[(pending + 63) >> 6];
        found.Clear();
        foreach (var element in document)
        {
            var index = Find(children, element.NameUtf8);
            if (index < 0 || (found[index >> 6] & (1UL << index)) != 0)
            {
                continue;
            }

            found[index >> 6] |= 1UL << index;
            var child = children[index];
            if (child.ElementSlot >= 0)
            {
                slots[child.ElementSlot] = BsonValue.FromTextUtf8(
                    BsonType.Binary, document.Buffer, element.RawOffset, element.RawLength);
            }

            ReadElement(element.Value, child, slots);
            if (--pending == 0)
            {
                return;
            }
        }
    }

    private static int Find(IReadOnlyList<FieldNode> children, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < children.Count; i++)
        {
            if (name.SequenceEqual(children[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    private static void ReadElement(BsonValue value, FieldNode node, Span<BsonValue> slots)
    {
        if (node.Slot >= 0)
        {
            slots[node.Slot] = value;
        }

        if (node.RawSlot >= 0)
        {
            slots[node.RawSlot] = value;
        }

        if (node.Children.Count == 0)
        {
            return;
        }

        if (value.Type == BsonType.Document)
        {
            Read(value.AsDocument, node, slots);
        }
        else if (value.Type == BsonType.Array)
        {
            ReadThroughArray(value, node, [], slots);
        }
    }

    private static void ReadThroughArray(BsonValue array, FieldNode node, byte[][] path, Span<BsonValue> slots)
    {
        foreach (var child in node.Children)
        {
            byte[][] below = [.. path, child.Name];
            if (child.Slot >= 0)
            {
                slots[child.Slot] = Collect(array.AsArray, below);
            }

            if (child.RawSlot >= 0)
            {
                slots[child.RawSlot] = array;
            }

            ReadThroughArray(array, child, below, slots);
        }
    }

    private static BsonValue Collect(BsonArray array, ReadOnlySpan<byte[]> path)
    {
        // Built apart from the arena: a nested array would otherwise be written inside this one.
        var builder = new BsonArrayBuilder();
        foreach (var item in array)
        {
            var value = Resolve(item, path);
            if (!value.IsMissing)
            {
                builder.Add(value);
            }
        }

        return builder.ToArray();
    }

    private static BsonValue Resolve(BsonValue value, ReadOnlySpan<byte[]> path)
    {
        while (path.Length > 0)
        {
            switch (value.Type)
            {
                case BsonType.Array:
                    return Collect(value.AsArray, path);
                case BsonType.Document when value.AsDocument.TryGetValue(path[0], out var next):
                    value = next;
                    path = path[1..];
                    break;
                default:
                    return BsonValue.Missing;
            }
        }

        return value;
    }
}

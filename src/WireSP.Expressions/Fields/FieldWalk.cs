using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Fills slots by walking a document element by element: right for every document, and the way back for those that do
/// not look like the ones before. Slots must be empty; of fields of one name the first counts.
/// </summary>
internal static class FieldWalk
{
    public static void Read(BsonDocument document, FieldNode node, EvaluationContext context)
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
            var index = node.IndexOf(element.NameUtf8);
            if (index < 0 || (found[index >> 6] & (1UL << index)) != 0)
            {
                continue;
            }

            found[index >> 6] |= 1UL << index;
            var child = children[index];
            if (child.ElementSlot >= 0)
            {
                context.SetSlot(
                    child.ElementSlot,
                    BsonValue.FromTextUtf8(
                        BsonType.Binary, document.Buffer, element.RawOffset, element.RawLength));
            }

            ReadElement(element.Value, child, context);
            if (--pending == 0)
            {
                return;
            }
        }
    }

    private static void ReadElement(BsonValue value, FieldNode node, EvaluationContext context)
    {
        if (node.Slot >= 0)
        {
            context.SetSlot(node.Slot, value);
        }

        if (node.RawSlot >= 0)
        {
            context.SetSlot(node.RawSlot, value);
        }

        if (node.Children.Count == 0)
        {
            return;
        }

        if (value.Type == BsonType.Document)
        {
            Read(value.AsDocument, node, context);
        }
        else if (value.Type == BsonType.Array)
        {
            ReadThroughArray(value, node, [], context);
        }
    }

    private static void ReadThroughArray(BsonValue array, FieldNode node, byte[][] path, EvaluationContext context)
    {
        foreach (var child in node.Children)
        {
            byte[][] below = [.. path, child.Name];
            if (child.Slot >= 0)
            {
                context.SetSlot(child.Slot, Collect(array.AsArray, below, context));
            }

            if (child.RawSlot >= 0)
            {
                context.SetSlot(child.RawSlot, array);
            }

            ReadThroughArray(array, child, below, context);
        }
    }

    private static BsonValue Collect(BsonArray array, ReadOnlySpan<byte[]> path, EvaluationContext context)
    {
        var mark = context.Mark;
        foreach (var item in array)
        {
            // Arrays directly inside arrays are not entered.
            context.Charge(1);
            var value = item.Type == BsonType.Document ? Resolve(item, path, context) : BsonValue.Missing;
            if (!value.IsMissing)
            {
                context.Push(value);
            }
        }

        return context.TakeArray(mark);
    }

    private static BsonValue Resolve(BsonValue value, ReadOnlySpan<byte[]> path, EvaluationContext context)
    {
        while (path.Length > 0)
        {
            switch (value.Type)
            {
                case BsonType.Array:
                    return Collect(value.AsArray, path, context);
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

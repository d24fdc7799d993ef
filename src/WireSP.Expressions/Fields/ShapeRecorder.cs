using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Learns the shape of a document: walks it as <see cref="FieldWalk"/> does and notes each element passed.
/// </summary>
internal sealed class ShapeRecorder(int slotCount)
{
    // A shape this long saves little over the walk, and a stream of such documents rarely repeats one.
    private const int ElementsMax = 64;

    private readonly ShapeBuilder _builder = new();
    private readonly SlotPlace[] _places = new SlotPlace[slotCount];
    private int _elements;

    /// <summary>The shape; null when documents like this one cannot be read by shape.</summary>
    public static FieldShape? Record(BsonDocument document, FieldPlan plan)
    {
        var recorder = new ShapeRecorder(plan.Count);
        if (!recorder.TryRecord(document, plan.Root, depth: 0, out var isWhole))
        {
            return null;
        }

        recorder._builder.End(isWhole ? SegmentEnd.WholeDocument : SegmentEnd.Document);
        return recorder._builder.ToShape(recorder._places, plan.CodeAfter);
    }

    private bool TryRecord(BsonDocument document, FieldNode node, int depth, out bool isWhole)
    {
        isWhole = false;
        var found = new HashSet<FieldNode>();
        if (node.Children.Count == 0)
        {
            return true;
        }

        foreach (var element in document)
        {
            var child = Find(node, element.NameUtf8);
            if (child is not null && !found.Add(child))
            {
                // A second field of that name does not count.
                child = null;
            }

            if (!TryAdd(element, child, depth))
            {
                return false;
            }

            // No element further than the walk goes: behind it the document may be malformed.
            if (found.Count == node.Children.Count)
            {
                return true;
            }
        }

        // That a field is missing is known only at the document's end.
        isWhole = true;
        return true;
    }

    private bool TryAdd(in BsonElement element, FieldNode? wanted, int depth)
    {
        var isParent = wanted is { Children.Count: > 0 };
        var enters = isParent && element.Type == BsonType.Document;
        if (_elements++ == ElementsMax
            || (isParent && element.Type == BsonType.Array)
            || (enters && depth == FieldShape.DepthMax))
        {
            return false;
        }

        var start = _builder.Here;
        _builder.AddHeader(element.Raw[..(element.NameUtf8.Length + 2)]);
        var value = _builder.Here;
        if (BsonLayout.FixedLength(element.Type) is >= 0 and var length)
        {
            _builder.AddValue(length);
        }
        else if (ShapeBuilder.PrefixExtra(element.Type) >= 0)
        {
            _builder.AddPrefixed(element.Type, enters);
        }
        else
        {
            return false;
        }

        if (enters && !TryRecordInside(element.Value.AsDocument, wanted!, depth + 1))
        {
            return false;
        }

        if (wanted is not null)
        {
            Place(element.Type, wanted, value);
            Place(wanted.ElementSlot, new SlotPlace(SlotKind.Element, BsonType.Binary, start, 0, _builder.Here));
        }

        return true;
    }

    private bool TryRecordInside(BsonDocument document, FieldNode node, int depth)
    {
        if (!TryRecord(document, node, depth, out var isWhole))
        {
            return false;
        }

        _builder.End(isWhole ? SegmentEnd.LeaveWhole : SegmentEnd.Leave);
        return true;
    }

    private void Place(BsonType type, FieldNode wanted, ShapePoint start)
    {
        var fixedLength = BsonLayout.FixedLength(type);
        var kind = type switch
        {
            BsonType.Int64 or BsonType.Double or BsonType.DateTime or BsonType.Timestamp => SlotKind.EightBytes,
            BsonType.Int32 => SlotKind.FourBytes,
            _ when fixedLength >= 0 => SlotKind.Fixed,
            _ => SlotKind.Prefixed,
        };
        var length = fixedLength >= 0 ? fixedLength : ShapeBuilder.PrefixExtra(type);
        Place(wanted.Slot, new SlotPlace(kind, type, start, length, default));
        Place(wanted.RawSlot, new SlotPlace(kind, type, start, length, default));
    }

    private void Place(int slot, SlotPlace place)
    {
        if (slot >= 0)
        {
            _places[slot] = place;
        }
    }

    private static FieldNode? Find(FieldNode node, ReadOnlySpan<byte> name)
    {
        foreach (var child in node.Children)
        {
            if (name.SequenceEqual(child.Name))
            {
                return child;
            }
        }

        return null;
    }
}

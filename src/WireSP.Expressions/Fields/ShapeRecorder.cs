using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Learns the shape of a document: walks it as <see cref="FieldWalk"/> does and notes each element passed.
/// </summary>
internal sealed class ShapeRecorder
{
    // A shape this long saves little over the walk, and a stream of such documents rarely repeats one.
    private const int StepsMax = 64;

    private readonly List<ShapeStep> _steps = [];
    private readonly List<int> _missing = [];

    /// <summary>The shape; null when documents like this one cannot be read by shape.</summary>
    public static FieldShape? Record(BsonDocument document, FieldNode root)
    {
        var recorder = new ShapeRecorder();
        return recorder.TryRecord(document, root, depth: 0, out var isWalkedThrough)
            ? new FieldShape([.. recorder._steps], [.. recorder._missing], isWalkedThrough)
            : null;
    }

    private bool TryRecord(BsonDocument document, FieldNode node, int depth, out bool isWalkedThrough)
    {
        isWalkedThrough = false;
        var found = new HashSet<FieldNode>();
        foreach (var element in document)
        {
            if (found.Count == node.Children.Count)
            {
                return true;
            }

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
        }

        isWalkedThrough = found.Count < node.Children.Count;
        foreach (var child in node.Children)
        {
            if (!found.Contains(child))
            {
                AddMissing(child);
            }
        }

        return true;
    }

    private bool TryAdd(in BsonElement element, FieldNode? wanted, int depth)
    {
        var isParent = wanted is { Children.Count: > 0 };
        var enters = isParent && element.Type == BsonType.Document;
        if (_steps.Count == StepsMax
            || (isParent && element.Type == BsonType.Array)
            || (enters && depth == FieldShape.DepthMax)
            || ShapeStep.Of(element, wanted, enters) is not { } step)
        {
            return false;
        }

        _steps.Add(step);
        if (!isParent)
        {
            return true;
        }

        if (!enters)
        {
            AddMissingBelow(wanted!);
            return true;
        }

        if (!TryRecord(element.Value.AsDocument, wanted!, depth + 1, out var isWalkedThrough))
        {
            return false;
        }

        _steps.Add(ShapeStep.Leave(isWalkedThrough));
        return true;
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

    private void AddMissing(FieldNode node)
    {
        ReadOnlySpan<int> slots = [node.Slot, node.RawSlot, node.ElementSlot];
        foreach (var slot in slots)
        {
            if (slot >= 0)
            {
                _missing.Add(slot);
            }
        }

        AddMissingBelow(node);
    }

    private void AddMissingBelow(FieldNode node)
    {
        foreach (var child in node.Children)
        {
            AddMissing(child);
        }
    }
}

using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>
/// The dotted paths that a run of stages reads, each with a slot. One pass over a document finds them all and stops at
/// the last; a path through an array yields the array of what its elements hold, as the language says.
/// </summary>
public sealed class FieldPlan
{
    private readonly List<string> _paths = [];
    private readonly Node _root = new([]);

    /// <summary>Slots given out.</summary>
    public int Count => _paths.Count;

    /// <summary>The paths in slot order.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>The slot of a path, new or known.</summary>
    public int GetSlot(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var node = _root;
        foreach (var name in path.Split('.'))
        {
            node = node.Child(Encoding.UTF8.GetBytes(name));
        }

        if (node.Slot < 0)
        {
            node.Slot = _paths.Count;
            _paths.Add(path);
        }

        return node.Slot;
    }

    /// <summary>Fills the context's slots from its document.</summary>
    /// <exception cref="BsonFormatException">The document is malformed.</exception>
    public void Read(EvaluationContext context)
    {
        context.Slots.AsSpan(0, Count).Clear();
        ReadDocument(context.Root, _root, context);
    }

    private static void ReadDocument(BsonDocument document, Node node, EvaluationContext context)
    {
        var pending = node.Children.Count;
        foreach (var element in document)
        {
            if (pending == 0)
            {
                return;
            }

            foreach (var child in node.Children)
            {
                if (element.NameEquals(child.Name))
                {
                    ReadElement(element.Value, child, context);
                    pending--;
                    break;
                }
            }
        }
    }

    private static void ReadElement(BsonValue value, Node node, EvaluationContext context)
    {
        if (node.Slot >= 0)
        {
            context.Slots[node.Slot] = value;
        }

        if (node.Children.Count == 0)
        {
            return;
        }

        if (value.Type == BsonType.Document)
        {
            ReadDocument(value.AsDocument, node, context);
        }
        else if (value.Type == BsonType.Array)
        {
            ReadThroughArray(value.AsArray, node, context);
        }
    }

    private static void ReadThroughArray(BsonArray array, Node node, EvaluationContext context)
    {
        foreach (var child in node.Children)
        {
            if (child.Slot >= 0)
            {
                context.Slots[child.Slot] = Collect(array, [child.Name], context);
            }

            CollectBelow(array, child, [child.Name], context);
        }
    }

    private static void CollectBelow(BsonArray array, Node node, byte[][] path, EvaluationContext context)
    {
        foreach (var child in node.Children)
        {
            byte[][] below = [.. path, child.Name];
            if (child.Slot >= 0)
            {
                context.Slots[child.Slot] = Collect(array, below, context);
            }

            CollectBelow(array, child, below, context);
        }
    }

    private static BsonValue Collect(BsonArray array, ReadOnlySpan<byte[]> path, EvaluationContext context)
    {
        // Built apart from the arena: a nested array would otherwise be written inside this one.
        var builder = new BsonArrayBuilder();
        foreach (var item in array)
        {
            var value = Resolve(item, path, context);
            if (!value.IsMissing)
            {
                builder.Add(value);
            }
        }

        return builder.ToArray();
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

    private sealed class Node(byte[] name)
    {
        public byte[] Name { get; } = name;

        public int Slot { get; set; } = -1;

        public List<Node> Children { get; } = [];

        public Node Child(byte[] name)
        {
            foreach (var child in Children)
            {
                if (child.Name.AsSpan().SequenceEqual(name))
                {
                    return child;
                }
            }

            var added = new Node(name);
            Children.Add(added);
            return added;
        }
    }
}

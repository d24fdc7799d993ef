using System.Globalization;
using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>
/// A place that update paths lead through: children by name, in the order in which new fields are made (numbers by
/// value, names by letters), and those that stand for items of an array: the matched one, all, or filtered ones.
/// </summary>
/// <param name="path">The path so far, for messages.</param>
internal sealed class UpdateBranch(string path) : UpdateNode
{
    private readonly List<Child> _children = [];
    private readonly List<(ArrayFilter Filter, UpdateNode Node)> _filtered = [];

    /// <summary>The path so far, for messages.</summary>
    public string Path { get; } = path;

    /// <summary>Children by name, in the order in which new fields are made.</summary>
    public IReadOnlyList<Child> Children => _children;

    /// <summary>What happens to the item that the query matched: <c>$</c>.</summary>
    public UpdateNode? Matched { get; private set; }

    /// <summary>What happens to all items: <c>$[]</c>.</summary>
    public UpdateNode? All { get; private set; }

    /// <summary>Whether it stands for items of an array, and so for nothing else.</summary>
    public bool NeedsArray => All is not null || _filtered.Count > 0;

    /// <summary>The index of the child of that name; -1 for none.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _children.Count; i++)
        {
            if (name.SequenceEqual(_children[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The child for one part of a path; null when there is none yet.</summary>
    public UpdateNode? Find(string part, ArrayFilter? filter) => part switch
    {
        "$" => Matched,
        "$[]" => All,
        _ when filter is not null => _filtered.Find(one => ReferenceEquals(one.Filter, filter)).Node,
        _ => IndexOf(Encoding.UTF8.GetBytes(part)) is >= 0 and var index ? _children[index].Node : null,
    };

    /// <summary>Adds the child for one part of a path.</summary>
    public void Add(string part, ArrayFilter? filter, UpdateNode node)
    {
        if (part == "$")
        {
            Matched = node;
        }
        else if (part == "$[]")
        {
            All = node;
        }
        else if (filter is not null)
        {
            _filtered.Add((filter, node));
        }
        else
        {
            Add(new Child(part, node));
        }
    }

    /// <summary>The same with the matched item as a child by its name.</summary>
    public UpdateBranch WithMatched(int item)
    {
        var name = item.ToString(CultureInfo.InvariantCulture);
        var resolved = new UpdateBranch(Path) { All = All };
        resolved._children.AddRange(_children);
        resolved._filtered.AddRange(_filtered);
        var index = resolved.IndexOf(Encoding.UTF8.GetBytes(name));
        if (index < 0)
        {
            resolved.Add(new Child(name, Matched!));
        }
        else
        {
            resolved._children[index] = new Child(name, Merge(_children[index].Node, Matched!));
        }

        return resolved;
    }

    /// <summary>What happens to an item of an array; null for nothing.</summary>
    public UpdateNode? NodeFor(int index, in BsonValue item, UpdateContext context)
    {
        var node = All;
        foreach (var (filter, filtered) in _filtered)
        {
            if (filter.Matches(item, context))
            {
                node = node is null ? filtered : Merge(node, filtered);
            }
        }

        foreach (var child in _children)
        {
            if (child.Index == index)
            {
                node = node is null ? child.Node : Merge(node, child.Node);
            }
        }

        return node;
    }

    private static UpdateBranch Merge(UpdateNode left, UpdateNode right)
    {
        if (left is not UpdateBranch first || right is not UpdateBranch second)
        {
            throw UpdateErrors.Conflict((left as UpdateBranch)?.Path ?? ((FieldModifier)left).Path);
        }

        var merged = new UpdateBranch(first.Path)
        {
            All = MergeOptional(first.All, second.All),
            Matched = MergeOptional(first.Matched, second.Matched),
        };
        merged._filtered.AddRange(first._filtered);
        merged._filtered.AddRange(second._filtered);
        merged._children.AddRange(first._children);
        foreach (var child in second._children)
        {
            var index = merged.IndexOf(child.Name);
            if (index < 0)
            {
                merged.Add(child);
            }
            else
            {
                merged._children[index] = child with { Node = Merge(merged._children[index].Node, child.Node) };
            }
        }

        return merged;
    }

    private static UpdateNode? MergeOptional(UpdateNode? left, UpdateNode? right) =>
        left is null ? right : right is null ? left : Merge(left, right);

    private void Add(Child child)
    {
        var at = _children.FindIndex(other => child.ComesBefore(other));
        _children.Insert(at < 0 ? _children.Count : at, child);
    }

    /// <summary>A child by its name.</summary>
    internal sealed record Child
    {
        public Child(string text, UpdateNode node)
        {
            Text = text;
            Name = Encoding.UTF8.GetBytes(text);
            Node = node;
            // "01" is a name and never an index: arrays have no such key.
            Index = text is [>= '0' and <= '9', ..] && (text.Length == 1 || text[0] != '0')
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
        }

        public string Text { get; }

        public byte[] Name { get; }

        public int Index { get; }

        public UpdateNode Node { get; init; }

        public bool ComesBefore(Child other) => Index >= 0 && other.Index >= 0
            ? Index < other.Index
            : Name.AsSpan().SequenceCompareTo(other.Name) < 0;
    }
}

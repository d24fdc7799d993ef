namespace WireSP.Expressions.Fields;

/// <summary>
/// One name in the tree of the fields that a <see cref="FieldPlan"/> reads, with the slots that want it.
/// </summary>
internal sealed class FieldNode(byte[] name)
{
    private readonly List<FieldNode> _children = [];

    /// <summary>The field's name inside its parent.</summary>
    public byte[] Name { get; } = name;

    /// <summary>Slot of the value as expressions see it; -1 when none wants it.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Slot of the value or the first array on the way; -1 when none wants it.</summary>
    public int RawSlot { get; set; } = -1;

    /// <summary>Slot of the whole element; -1 when none wants it.</summary>
    public int ElementSlot { get; set; } = -1;

    /// <summary>Fields wanted inside this one.</summary>
    public IReadOnlyList<FieldNode> Children => _children;

    /// <summary>The child of that name, new or known.</summary>
    public FieldNode GetChild(byte[] name)
    {
        foreach (var child in _children)
        {
            if (child.Name.AsSpan().SequenceEqual(name))
            {
                return child;
            }
        }

        var added = new FieldNode(name);
        _children.Add(added);
        return added;
    }
}

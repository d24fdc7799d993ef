using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WireSP.Expressions.Fields;

/// <summary>
/// One name in the tree of the fields that a <see cref="FieldPlan"/> reads, with the slots that want it.
/// </summary>
internal sealed class FieldNode(byte[] name)
{
    private readonly List<FieldNode> _children = [];
    private readonly ulong _head = HeadOf(name);

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

    /// <summary>The number of the child of that name; -1 when there is none.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        var head = HeadOf(name);
        var children = CollectionsMarshal.AsSpan(_children);
        for (var i = 0; i < children.Length; i++)
        {
            var child = children[i];
            if (child._head == head
                && child.Name.Length == name.Length
                && (name.Length <= sizeof(ulong) || name.SequenceEqual(child.Name)))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The child of that name, new or known.</summary>
    public FieldNode GetChild(byte[] name)
    {
        var known = IndexOf(name);
        if (known >= 0)
        {
            return _children[known];
        }

        var added = new FieldNode(name);
        _children.Add(added);
        return added;
    }

    // A number that names of one length share only if their first eight bytes are the same: they are put together of
    // two halves, which overlap in names of five to seven bytes.
    private static ulong HeadOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        >= 8 => BinaryPrimitives.ReadUInt64LittleEndian(name),
        >= 4 => BinaryPrimitives.ReadUInt32LittleEndian(name)
            | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]) << 32),
        >= 2 => BinaryPrimitives.ReadUInt16LittleEndian(name)
            | ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(name[^2..]) << 32),
        1 => name[0],
        _ => 0,
    };
}

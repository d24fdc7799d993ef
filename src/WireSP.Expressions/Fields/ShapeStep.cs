using System.Buffers.Binary;
using System.Runtime.InteropServices;
using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>
/// One element of a <see cref="FieldShape"/>: the bytes it begins with, its length, and what is made of it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ShapeStep
{
    /// <summary>Bytes of type and name that are compared by one load.</summary>
    public const int HeadBytes = 8;

    private ShapeStep(ShapeAction action) => Action = action;

    /// <summary>What the step does.</summary>
    public ShapeAction Action { get; }

    /// <summary>The element's type.</summary>
    public BsonType Type { get; private init; }

    /// <summary>The element's first bytes: type, name and terminator as far as they fit.</summary>
    public ulong Head { get; private init; }

    /// <summary>Which bytes of <see cref="Head"/> belong to the element's type and name.</summary>
    public ulong HeadMask { get; private init; }

    /// <summary>The last eight bytes of a longer header.</summary>
    public ulong Tail { get; private init; }

    /// <summary>
    /// What of a header lies behind its first and before its last eight bytes; null when nothing does.
    /// </summary>
    public byte[]? Middle { get; private init; }

    /// <summary>Bytes of type, name and terminator.</summary>
    public int HeaderLength { get; private init; }

    /// <summary>Bytes of the value, or what a length prefix does not count.</summary>
    public int Length { get; private init; }

    /// <summary>Whether the value begins with its length.</summary>
    public bool IsPrefixed { get; private init; }

    /// <summary>Slot of the value; -1 for none.</summary>
    public int Slot { get; private init; }

    /// <summary>Second slot of the value; -1 for none.</summary>
    public int RawSlot { get; private init; }

    /// <summary>Slot of the whole element; -1 for none.</summary>
    public int ElementSlot { get; private init; }

    /// <summary>The end of an embedded document that was entered.</summary>
    /// <param name="isWalkedThrough">Whether its last element must have been reached, because fields were
    /// missing.</param>
    public static ShapeStep Leave(bool isWalkedThrough) =>
        new(isWalkedThrough ? ShapeAction.LeaveAtEnd : ShapeAction.Leave);

    /// <summary>The step of an element; null when its length cannot be told without reading its content.</summary>
    public static ShapeStep? Of(in BsonElement element, FieldNode? wanted, bool enters)
    {
        var type = element.Type;
        var fixedLength = FixedLength(type);
        var extra = PrefixExtra(type);
        if (fixedLength < 0 && extra < 0)
        {
            return null;
        }

        var header = element.Raw[..(element.NameUtf8.Length + 2)];
        Span<byte> head = stackalloc byte[HeadBytes];
        Span<byte> mask = stackalloc byte[HeadBytes];
        head.Clear();
        mask.Clear();
        var length = Math.Min(header.Length, HeadBytes);
        header[..length].CopyTo(head);
        mask[..length].Fill(0xFF);
        return new ShapeStep(enters ? ShapeAction.Enter : ActionOf(type, wanted))
        {
            Type = type,
            Head = BinaryPrimitives.ReadUInt64LittleEndian(head),
            HeadMask = BinaryPrimitives.ReadUInt64LittleEndian(mask),
            Tail = header.Length > HeadBytes ? BinaryPrimitives.ReadUInt64LittleEndian(header[^HeadBytes..]) : 0,
            Middle = header.Length > 2 * HeadBytes ? header[HeadBytes..^HeadBytes].ToArray() : null,
            HeaderLength = header.Length,
            Length = fixedLength >= 0 ? fixedLength : extra,
            IsPrefixed = fixedLength < 0,
            Slot = wanted?.Slot ?? -1,
            RawSlot = wanted?.RawSlot ?? -1,
            ElementSlot = wanted?.ElementSlot ?? -1,
        };
    }

    private static ShapeAction ActionOf(BsonType type, FieldNode? wanted) => wanted is null
        ? ShapeAction.Skip
        : type switch
        {
            BsonType.Int64 or BsonType.Double or BsonType.DateTime or BsonType.Timestamp => ShapeAction.TakeEightBytes,
            BsonType.Int32 => ShapeAction.TakeFourBytes,
            _ => ShapeAction.Take,
        };

    private static int FixedLength(BsonType type) => type switch
    {
        BsonType.Double or BsonType.DateTime or BsonType.Timestamp or BsonType.Int64 => 8,
        BsonType.Int32 => 4,
        BsonType.Boolean => 1,
        BsonType.Null or BsonType.Undefined or BsonType.MinKey or BsonType.MaxKey => 0,
        BsonType.ObjectId => 12,
        BsonType.Decimal128 => 16,
        _ => -1,
    };

    private static int PrefixExtra(BsonType type) => type switch
    {
        BsonType.String or BsonType.Symbol or BsonType.JavaScript => 4,
        BsonType.Binary => 5,
        BsonType.Document or BsonType.Array => 0,
        _ => -1,
    };
}

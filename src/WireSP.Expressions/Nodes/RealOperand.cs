using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Nodes;

/// <summary>An operand of a <see cref="RealKernel"/>: a constant, or a number where the shape has it.</summary>
internal readonly struct RealOperand
{
    private readonly SlotKind _kind;
    private readonly ShapePoint _start;
    private readonly double _constant;

    private RealOperand(SlotKind kind, BsonType type, ShapePoint start, double constant)
    {
        _kind = kind;
        Type = type;
        _start = start;
        _constant = constant;
    }

    /// <summary>The number's type.</summary>
    public BsonType Type { get; }

    /// <summary>The operand that an expression is for documents of a shape; null when it is no such number.</summary>
    public static RealOperand? Of(Expression expression, FieldShape shape)
    {
        if (expression is Constant { Value: var value } && Operators.Numbers.IsBinary(value))
        {
            return new RealOperand(SlotKind.Missing, value.Type, default, Operators.Numbers.ToDouble(value));
        }

        if (expression is not FieldSlot slot)
        {
            return null;
        }

        var place = shape.PlaceOf(slot.Slot);
        return place.Type is BsonType.Double or BsonType.Int64 or BsonType.Int32
            && place.Kind is SlotKind.EightBytes or SlotKind.FourBytes
            ? new RealOperand(place.Kind, place.Type, place.Start, 0)
            : null;
    }

    /// <summary>The number in the document located last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Read(FieldShape shape, byte[] buffer)
    {
        if (_kind == SlotKind.Missing)
        {
            return _constant;
        }

        var bytes = buffer.AsSpan(shape.PositionOf(_start));
        return _kind == SlotKind.FourBytes
            ? BinaryPrimitives.ReadInt32LittleEndian(bytes)
            : Type == BsonType.Int64
                ? BinaryPrimitives.ReadInt64LittleEndian(bytes)
                : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
    }
}

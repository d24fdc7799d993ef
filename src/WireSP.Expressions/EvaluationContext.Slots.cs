using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions;

/// <content>
/// The fields that the compiled stages read: where the document's shape puts them, or values that a walk has found.
/// </content>
public sealed partial class EvaluationContext
{
    private readonly BsonValue[] _slots;
    private FieldShape? _shape;
    private byte[] _shapeBuffer = [];

    /// <summary>What has been learned of the documents' shapes, for the plan read last.</summary>
    internal FieldReader? Reader { get; set; }

    /// <summary>The document's shape; null when it was walked.</summary>
    internal FieldShape? Shape => _shape;

    /// <summary>Value of a field that the compiled stages read; missing when the document does not have it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BsonValue ReadSlot(int slot) => _shape is { } shape ? shape.Read(slot, _shapeBuffer) : _slots[slot];

    /// <summary>
    /// Type and bits of a field that is an int32, an int64 or a double: what a value of it would hold, without the
    /// value. False for everything else.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNumber(int slot, out BsonType type, out long payload)
    {
        if (_shape is { } shape)
        {
            return shape.TryReadNumber(slot, _shapeBuffer, out type, out payload);
        }

        ref readonly var value = ref _slots[slot];
        type = value.Type;
        payload = value.Payload;
        return type is BsonType.Int32 or BsonType.Int64 or BsonType.Double;
    }

    /// <summary>The UTF-8 bytes of a field that is a string, without a value of it. False for all else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadText(int slot, out ReadOnlySpan<byte> text)
    {
        if (_shape is { } shape)
        {
            return shape.TryReadText(slot, _shapeBuffer, out text);
        }

        ref readonly var value = ref _slots[slot];
        text = value.Type == BsonType.String ? value.Bytes : default;
        return value.Type == BsonType.String;
    }

    /// <summary>Where the element of an element slot is in the document's buffer.</summary>
    internal ElementExtent ReadElement(int slot)
    {
        if (_shape is { } shape)
        {
            return shape.ReadElement(slot);
        }

        ref readonly var element = ref _slots[slot];
        return new ElementExtent(element.Offset, element.Length);
    }

    /// <summary>Takes a shape, which knows where the fields are, when the document has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryUseShape(FieldShape shape)
    {
        if (!shape.TryLocate(_buffer, _offset, _length))
        {
            return false;
        }

        // Storing a reference costs the collector a look at it, and nearly always nothing has changed.
        if (!ReferenceEquals(_shape, shape))
        {
            _shape = shape;
        }

        if (!ReferenceEquals(_shapeBuffer, _buffer))
        {
            _shapeBuffer = _buffer;
        }

        return true;
    }

    /// <summary>Says that a walk will find the document's fields; until then there are none.</summary>
    internal void UseSlots(int count)
    {
        _shape = null;
        _slots.AsSpan(0, count).Clear();
    }

    /// <summary>Takes what a walk has found for a slot.</summary>
    internal void SetSlot(int slot, in BsonValue value) => _slots[slot] = value;
}

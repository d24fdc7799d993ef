using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>
/// The sequence of names and types that a document had up to the last wanted field. A document with the same sequence
/// is read by comparing each element's first bytes with the expected ones, without looking for names' ends.
/// </summary>
/// <param name="steps">The elements in order.</param>
/// <param name="missingSlots">Slots of fields that such documents do not have.</param>
/// <param name="isWalkedThrough">Whether the document must end after the last step, because fields were
/// missing.</param>
internal sealed class FieldShape(ShapeStep[] steps, int[] missingSlots, bool isWalkedThrough)
{
    /// <summary>Deepest embedded document that a shape enters.</summary>
    public const int DepthMax = 8;

    private readonly ShapeStep[] _steps = steps;
    private readonly int[] _missingSlots = missingSlots;

    // Where the documents around the present one end; here and not on the stack, which would have to be guarded.
    private readonly int[] _ends = new int[DepthMax];

    /// <summary>
    /// Fills the slots when the document has this shape. When it does not, slots may have been overwritten all the
    /// same.
    /// </summary>
    public bool TryRead(BsonDocument document, BsonValue[] slots)
    {
        var buffer = document.Buffer;
        var position = document.Offset + 4;
        var end = document.Offset + document.Length - 1;
        var depth = 0;
        foreach (ref readonly var step in _steps.AsSpan())
        {
            if (step.Action >= ShapeAction.Leave)
            {
                if (step.Action == ShapeAction.LeaveAtEnd && position != end)
                {
                    return false;
                }

                position = end + 1;
                end = _ends[--depth];
                continue;
            }

            if (!TryMeasure(step, buffer, position, end, out var length))
            {
                return false;
            }

            if (step.Action != ShapeAction.Skip)
            {
                Take(step, buffer, position, length, slots);
            }

            position += step.HeaderLength + length;
            if (step.Action == ShapeAction.Enter)
            {
                _ends[depth++] = end;
                end = position - 1;
                position = position - length + 4;
            }
        }

        if (isWalkedThrough && position != end)
        {
            return false;
        }

        foreach (var slot in _missingSlots)
        {
            slots[slot] = default;
        }

        return true;
    }

    // Whether the element at a position is the expected one and lies inside its document; how long its value is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMeasure(in ShapeStep step, byte[] buffer, int position, int end, out int length)
    {
        length = step.Length;
        var value = position + step.HeaderLength;
        // A head is loaded whole, so near the buffer's end the plain walk has to do. A value of fixed length must end
        // before the document does; lengths are compared this way around, because a great one must not overflow.
        return length <= end - value
            && position <= buffer.Length - ShapeStep.HeadBytes
            && (Load(buffer, position) & step.HeadMask) == step.Head
            && (step.HeaderLength <= ShapeStep.HeadBytes || HasTail(step, buffer, position))
            && (!step.IsPrefixed || TryAddPrefix(buffer, value, end, ref length));
    }

    // The last eight bytes of the header overlap with the first; only what is between two loads is compared byte by
    // byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasTail(in ShapeStep step, byte[] buffer, int position) =>
        Load(buffer, position + step.HeaderLength - ShapeStep.HeadBytes) == step.Tail
        && (step.Middle is null || buffer.AsSpan(position + ShapeStep.HeadBytes).StartsWith(step.Middle));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(byte[] buffer, int position) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), position));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryAddPrefix(byte[] buffer, int value, int end, ref int length)
    {
        if (end - value < 4)
        {
            return false;
        }

        var prefix = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(value));
        // Malformed lengths go to the walk, which says what is wrong with them.
        if (prefix < (length == 0 ? BsonLimits.DocumentSizeBytesMin : length == 4 ? 1 : 0)
            || prefix > end - value - length)
        {
            return false;
        }

        length += prefix;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(in ShapeStep step, byte[] buffer, int position, int length, BsonValue[] slots)
    {
        var offset = position + step.HeaderLength;
        var value = step.Action switch
        {
            ShapeAction.TakeEightBytes =>
                BsonValue.FromPayload(step.Type, BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(offset))),
            ShapeAction.TakeFourBytes => BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(offset)),
            _ => BsonValue.FromRaw(step.Type, buffer, offset, length),
        };
        if (step.Slot >= 0)
        {
            slots[step.Slot] = value;
        }

        if (step.RawSlot >= 0)
        {
            slots[step.RawSlot] = value;
        }

        if (step.ElementSlot >= 0)
        {
            slots[step.ElementSlot] =
                BsonValue.FromTextUtf8(BsonType.Binary, buffer, position, step.HeaderLength + length);
        }
    }
}

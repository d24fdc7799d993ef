using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <content>Short texts: hashed and compared as one vector with zeros behind them.</content>
internal sealed partial class GroupTable
{
    private const int ShortTextBytesMax = 16;

    private const int RecentBits = 6;

    // So many calls do without where recent texts are rarely met again.
    private const int RestCalls = 64;

    // Ones, then zeros: loaded from so far before the middle, it keeps as many bytes.
    private static ReadOnlySpan<byte> Kept =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    // Texts met lately: streams mostly have few, and these are compared without a look at the table.
    private RecentText[] _recent = [];
    private int _restLeft;

    /// <summary>The numbers of several strings, new or known.</summary>
    /// <param name="buffer">Where their bytes are.</param>
    /// <param name="keys">Of each where it begins (high half) and how many bytes it has (low half).</param>
    /// <param name="groups">Receives their numbers.</param>
    public void FindOrAddTexts(byte[] buffer, ReadOnlySpan<long> keys, Span<int> groups)
    {
        if (_restLeft > 0)
        {
            _restLeft--;
            FindOrAddEach(buffer, keys, groups);
            return;
        }

        if (_recent.Length == 0)
        {
            _recent = new RecentText[1 << RecentBits];
        }

        var recent = _recent;
        var newCount = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var (offset, length) = ((int)(keys[i] >> 32), (int)keys[i]);
            if (!TryLoad(buffer, offset, length, out var text))
            {
                groups[i] = FindOrAddText(buffer.AsSpan(offset, length));
                continue;
            }

            ref var known = ref recent[PlaceOf(text)];
            if (known.Text != text || known.LengthAndOne != length + 1)
            {
                known.Text = text;
                known.LengthAndOne = length + 1;
                known.Group = FindOrAddShortText(text, buffer.AsSpan(offset, length));
                newCount++;
            }

            groups[i] = known.Group;
        }

        _restLeft = newCount * 2 > keys.Length ? RestCalls : 0;
    }

    private void FindOrAddEach(byte[] buffer, ReadOnlySpan<long> keys, Span<int> groups)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            var (offset, length) = ((int)(keys[i] >> 32), (int)keys[i]);
            groups[i] = TryLoad(buffer, offset, length, out var text)
                ? FindOrAddShortText(text, buffer.AsSpan(offset, length))
                : FindOrAddText(buffer.AsSpan(offset, length));
        }
    }

    // The highest bits of a product depend on all bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlaceOf(Vector128<byte> text)
    {
        var words = text.AsUInt64();
        return (int)(((words[0] ^ BitOperations.RotateLeft(words[1], 32)) * IntegerSeed) >> (64 - RecentBits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindOrAddShortText(Vector128<byte> padded, ReadOnlySpan<byte> text)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        var hash = Narrow(BsonValueComparer.HashPaddedText(padded, text.Length));
        for (var at = (int)hash & mask; (uint)at < (uint)slots.Length && slots[at] != 0; at = (at + 1) & mask)
        {
            var slot = slots[at];
            if ((uint)(slot >> 32) == hash && (int)slot < 0 && HasShortText(-(int)slot - 1, padded, text))
            {
                return -(int)slot - 1;
            }
        }

        return Add(BsonType.String, StoreText(text), hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasShortText(int group, Vector128<byte> padded, ReadOnlySpan<byte> text)
    {
        // What is stored counts the prefix and the terminator as well.
        var key = _keys[group];
        return (int)key - 5 == text.Length && TryLoad(_bytes.Buffer, (int)(key >> 32) + 4, text.Length, out var known)
            ? known == padded && _types[group] is BsonType.String or BsonType.Symbol
            : HasText(group, text);
    }

    // False for long texts, and near the buffer's end, where more cannot be loaded than there is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryLoad(byte[] buffer, int offset, int length, out Vector128<byte> padded)
    {
        if ((uint)length > ShortTextBytesMax || offset > buffer.Length - ShortTextBytesMax)
        {
            padded = default;
            return false;
        }

        padded = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(buffer), (nuint)offset)
            & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Kept), (nuint)(ShortTextBytesMax - length));
        return true;
    }

    private struct RecentText
    {
        public Vector128<byte> Text;
        public int LengthAndOne;
        public int Group;
    }
}

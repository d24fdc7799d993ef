using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Tells which of a few constant texts a text is, with one look at its first bytes however many there are.
/// </summary>
internal sealed class TextTable
{
    /// <summary>Most texts of a table.</summary>
    public const int CountMax = 16;

    // Each text that is as short has a place of its own, which is found by its bytes.
    private const int ShortBytesMax = 16;
    private const int FactorsTried = 64;
    private const int PlacesMax = 1024;

    private readonly bool _folds;
    private readonly List<(byte[] Text, int Number)> _others = [];
    private Entry[] _places = [];
    private Factors _factors;
    private int _shift;

    /// <summary>Makes the table of texts; of texts that are the same only the first is ever found.</summary>
    /// <param name="texts">The texts, at most <see cref="CountMax"/>.</param>
    /// <param name="folds">Whether the letters A to Z of what is looked for count as small ones.</param>
    public TextTable(byte[][] texts, bool folds)
    {
        Count = texts.Length;
        _folds = folds;
        List<Entry> entries = [];
        for (var i = 0; i < texts.Length; i++)
        {
            // What is looked for has no capital letters then.
            if (folds && texts[i].AsSpan().ContainsAnyInRange((byte)'A', (byte)'Z'))
            {
                continue;
            }

            if (texts[i].Length > ShortBytesMax)
            {
                _others.Add((texts[i], i));
            }
            else if (!entries.Exists(entry => entry.IsOf(Key(texts[i]), texts[i].Length)))
            {
                entries.Add(new Entry(Key(texts[i]), texts[i].Length, i));
            }
        }

        Place(entries);
    }

    /// <summary>Texts of the table; also the number that all other texts get.</summary>
    public int Count { get; }

    /// <summary>Puts the numbers of texts in their place.</summary>
    /// <param name="run">The documents.</param>
    /// <param name="rows">The rows whose texts are looked for.</param>
    /// <param name="payloads">The texts, by row; receives their numbers.</param>
    public void Find(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var buffer = run.Buffer;
        var places = _places;
        var (factors, shift, count) = (_factors, _shift, Count);
        var letter = Vector128.Create(_folds ? (byte)0x20 : (byte)0);
        foreach (var row in rows)
        {
            ref var payload = ref payloads[row];
            var position = (int)(payload >> 32);
            var length = RunText.LengthOf(payload);
            if ((uint)length > ShortBytesMax || position < 0 || position > buffer.Length - ShortBytesMax)
            {
                payload = IndexOfOther(run, payload);
                continue;
            }

            var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(buffer), (nuint)position);
            var key = Fold(bytes & MaskOf(length), letter);
            ref readonly var entry = ref places[PlaceOf(key, length, factors) >> shift];

            // Nothing has to be guessed of texts of which one is of the table and the next one is not.
            payload = count + ((entry.Number - count) & -(entry.IsOf(key, length) ? 1 : 0));
        }
    }

    /// <summary>The number of a text; <see cref="Count"/> when it is another one.</summary>
    public int IndexOf(ReadOnlySpan<byte> text)
    {
        if (text.Length <= ShortBytesMax)
        {
            return IndexOf(Key(text), text.Length);
        }

        foreach (var (other, number) in _others)
        {
            if (other.Length == text.Length
                && (_folds ? EqualsFolded(other, text) : text.SequenceEqual(other)))
            {
                return number;
            }
        }

        return Count;
    }

    // Letters beyond ASCII are bytes like all others.
    private static bool EqualsFolded(ReadOnlySpan<byte> small, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < small.Length; i++)
        {
            if (small[i] != (text[i] is >= (byte)'A' and <= (byte)'Z' ? text[i] | 0x20 : text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static Vector128<byte> Key(ReadOnlySpan<byte> text)
    {
        Span<byte> key = stackalloc byte[ShortBytesMax];
        key.Clear();
        text.CopyTo(key);
        return Vector128.Create<byte>(key);
    }

    private static Vector128<byte> MaskOf(int length)
    {
        ReadOnlySpan<byte> masks =
        [
            255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ];
        return Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(masks), (nuint)(ShortBytesMax - length));
    }

    // Nothing counts as the empty text where the table folds.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int IndexOfOther(DocumentRun run, long payload) => RunText.LengthOf(payload) switch
    {
        < 0 => _folds ? IndexOf(default) : Count,
        _ => IndexOf(run.TextOf(payload)),
    };

    // Equal bytes, but another length: a text may end with zeros.
    private int IndexOf(Vector128<byte> key, int length)
    {
        key = Fold(key, Vector128.Create(_folds ? (byte)0x20 : (byte)0));
        ref readonly var entry = ref _places[PlaceOf(key, length, _factors) >> _shift];
        return entry.IsOf(key, length) ? entry.Number : Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Fold(Vector128<byte> key, Vector128<byte> letter)
    {
        var capitals = Vector128.LessThan(key - Vector128.Create((byte)'A'), Vector128.Create((byte)26));
        return key | (capitals & letter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PlaceOf(Vector128<byte> key, int length, in Factors factors)
    {
        var halves = key.AsUInt64();
        return (halves.ToScalar() * factors.First)
            + (halves.GetElement(1) * factors.Second)
            + ((ulong)length * factors.Length);
    }

    // The first factors that give each text a place of its own.
    private void Place(List<Entry> entries)
    {
        var random = new Random(entries.Count);
        for (var count = 2; count <= PlacesMax; count *= 2)
        {
            for (var i = 0; i < FactorsTried && count >= entries.Count; i++)
            {
                _factors = Factors.Next(random);
                if (TryPlace(entries, count))
                {
                    return;
                }
            }
        }

        throw new UnreachableException();
    }

    private bool TryPlace(List<Entry> entries, int count)
    {
        _shift = 64 - BitOperations.Log2((uint)count);
        _places = new Entry[count];
        Array.Fill(_places, Entry.None);
        foreach (var entry in entries)
        {
            ref var place = ref _places[PlaceOf(entry.Key, entry.Length, _factors) >> _shift];
            if (place.Length >= 0)
            {
                return false;
            }

            place = entry;
        }

        return true;
    }

    // The length has one of its own: added to a half it could make two texts one, whatever the factors.
    private readonly record struct Factors(ulong First, ulong Second, ulong Length)
    {
        public static Factors Next(Random random) => new(Odd(random), Odd(random), Odd(random));

        private static ulong Odd(Random random) => (ulong)random.NextInt64() | 1;
    }

    private readonly record struct Entry(Vector128<byte> Key, int Length, int Number)
    {
        public static readonly Entry None = new(default, -1, 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsOf(Vector128<byte> key, int length) => (Key == key) & (Length == length);
    }
}

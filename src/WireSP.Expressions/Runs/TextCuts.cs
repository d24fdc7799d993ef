using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WireSP.Expressions.Runs;

/// <summary>Where the texts of a run are cut by a separator: searched once, for all who want a part of them.</summary>
internal sealed class TextCuts(RunSource text, byte[] separator)
{
    private readonly long[] _texts = new long[RunReader.DocumentsMax];
    private readonly int[] _counts = new int[RunReader.DocumentsMax];
    private readonly RunRows _cut = new();
    private int[] _ends = [];
    private int _wanted;

    /// <summary>Says that the part at an index will be asked for; before the first run.</summary>
    public void Want(int index)
    {
        if (index >= _wanted)
        {
            _wanted = index + 1;
            _ends = new int[_wanted * RunReader.DocumentsMax];
        }
    }

    /// <summary>Cuts the texts of rows that have not been cut yet.</summary>
    /// <returns>The first row without a text.</returns>
    public int Cut(DocumentRun run, ReadOnlySpan<int> rows)
    {
        Span<int> missing = stackalloc int[RunReader.DocumentsMax];
        missing = missing[.._cut.FindMissing(run, rows, missing)];
        if (missing.Length == 0)
        {
            return RunSource.All;
        }

        var failed = text.Fill(run, missing, _texts);
        var filled = RunSource.Before(missing, failed);
        foreach (var row in filled)
        {
            _counts[row] = Find(run.TextOf(_texts[row]), _ends.AsSpan(row * _wanted, _wanted));
        }

        _cut.Add(filled);
        return failed;
    }

    /// <summary>A part of a text that has been cut.</summary>
    public long PartOf(int row, int index)
    {
        var count = _counts[row];
        if (index > count)
        {
            return RunText.Missing;
        }

        var ends = _ends.AsSpan(row * _wanted, _wanted);
        var start = index == 0 ? 0 : ends[index - 1] + separator.Length;
        var end = index == count ? RunText.LengthOf(_texts[row]) : ends[index];
        return RunText.Part(_texts[row], start, end - start);
    }

    // How many separators there are, at most as many as are wanted.
    private int Find(ReadOnlySpan<byte> whole, Span<int> ends)
    {
        var start = 0;
        var count = separator.Length == 1 ? FindSingle(whole, ends, out start) : 0;
        while (count < ends.Length)
        {
            var found = whole[start..].IndexOf(separator);
            if (found < 0)
            {
                break;
            }

            ends[count++] = start + found;
            start += found + separator.Length;
        }

        return count;
    }

    // Thirty-two bytes at a time; says where the rest begins, which is searched as any text.
    private int FindSingle(ReadOnlySpan<byte> whole, Span<int> ends, out int start)
    {
        ref var bytes = ref MemoryMarshal.GetReference(whole);
        var same = Vector256.Create(separator[0]);
        var count = 0;
        for (start = 0; start <= whole.Length - Vector256<byte>.Count; start += Vector256<byte>.Count)
        {
            var found = Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)start), same)
                .ExtractMostSignificantBits();
            for (; found != 0; found &= found - 1)
            {
                ends[count++] = start + BitOperations.TrailingZeroCount(found);
                if (count == ends.Length)
                {
                    return count;
                }
            }
        }

        return count;
    }
}

using System.Numerics;
using WireSP.Bson;
using WireSP.Expressions.Accumulators;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The groups of one state as they were at a moment, without a copy: another thread writes them out, and whoever is
/// about to change a group first takes down what it was. Rows are taken 64 at a time.
/// </summary>
internal sealed class FrozenGroups
{
    /// <summary>Groups that are taken at once.</summary>
    public const int WordGroups = 64;

    // Fewer groups are shorter as rows: a key and its states one after the other.
    private const int BlockGroupsMin = 8;

    private const long Untaken = 0;
    private const long Taken = -1;

    private readonly Lock _gate = new();
    private readonly GroupTable _keys;
    private readonly AccumulatorColumns[] _columns;
    private readonly ulong[]? _selected;
    private readonly int _count;

    // By word of groups: whether it is taken, or where its rows are among the captured ones (position from 1, length).
    private readonly long[] _places;
    private readonly int _wordCount;
    private readonly BsonWriter _captured;
    private volatile bool _isWritten;

    /// <summary>Freezes groups.</summary>
    /// <param name="keys">The keys as they are now.</param>
    /// <param name="columns">The columns, which go on changing.</param>
    /// <param name="selected">The groups to write, by bit; null for all.</param>
    /// <param name="memory">What to keep notes in; nobody else uses it until all rows are written.</param>
    public FrozenGroups(GroupTable keys, AccumulatorColumns[] columns, ulong[]? selected, FrozenMemory memory)
    {
        _keys = keys;
        _columns = columns;
        _selected = selected;
        _count = keys.Count;
        _wordCount = (_count + WordGroups - 1) / WordGroups;
        (_places, _captured) = memory.Begin(_wordCount);
    }

    /// <summary>
    /// The name of the elements that hold many groups: columns, that of the keys first. Rows have no names.
    /// </summary>
    public static ReadOnlySpan<byte> BlockName => "b"u8;

    /// <summary>Whether all rows are written, so that nobody has to take anything down.</summary>
    public bool IsWritten => _isWritten;

    /// <summary>Takes rows down before one of them changes.</summary>
    public void Capture(int word)
    {
        if (word >= _wordCount || IsEmpty(word) || Volatile.Read(ref _places[word]) != Untaken)
        {
            return;
        }

        lock (_gate)
        {
            if (_places[word] == Untaken)
            {
                var start = _captured.Position;
                Span<int> groups = stackalloc int[WordGroups];
                WriteGroups(groups[..Select(word, groups)], _captured);
                Volatile.Write(
                    ref _places[word], ((long)(start + 1) << 32) | (uint)(_captured.Position - start));
            }
        }
    }

    /// <summary>Takes all rows down that are not yet written, before the state becomes another one.</summary>
    public void CaptureRest()
    {
        for (var word = 0; word < _wordCount && !_isWritten; word++)
        {
            Capture(word);
        }
    }

    /// <summary>Writes the rows as segments.</summary>
    /// <param name="state">Receives them.</param>
    /// <param name="stored">Learns where they are.</param>
    public void Write(StateWriter state, StoredSegments stored)
    {
        var word = 0;
        while (word < _wordCount)
        {
            var segment = state.BeginSegment();
            while (word < _wordCount && !state.IsSegmentFull)
            {
                word = WriteNext(word, segment);
            }

            stored.Add(state.EndSegment());
        }

        _isWritten = true;
    }

    /// <summary>Writes the rows as elements of an open document.</summary>
    public void Write(BsonWriter rows)
    {
        var word = 0;
        while (word < _wordCount)
        {
            word = WriteNext(word, rows);
        }

        _isWritten = true;
    }

    private bool IsEmpty(int word) => _selected is not null && (word >= _selected.Length || _selected[word] == 0);

    // Answers the first word that is left.
    private int WriteNext(int word, BsonWriter target)
    {
        Span<int> groups = stackalloc int[BsonColumn.RowsMax];
        var count = 0;
        lock (_gate)
        {
            var first = word;
            for (; word < _wordCount && count + WordGroups <= groups.Length; word++)
            {
                if (IsEmpty(word))
                {
                    continue;
                }

                var place = _places[word];
                if (place == Untaken)
                {
                    count += Select(word, groups[count..]);
                }
                else if (count == 0)
                {
                    target.WriteRaw(_captured.Buffer.AsSpan((int)(place >> 32) - 1, (int)place));
                }
                else
                {
                    // Behind what is selected, because the order of groups is the order of results after a restart.
                    break;
                }
            }

            WriteGroups(groups[..count], target);

            // Only now: who changes a group asks for this without the lock, and goes on.
            for (; first < word; first++)
            {
                Volatile.Write(ref _places[first], Taken);
            }
        }

        return word;
    }

    private int Select(int word, Span<int> groups)
    {
        var count = 0;
        var end = _count - (word * WordGroups);
        var left = end >= WordGroups ? ulong.MaxValue : (1UL << end) - 1;
        for (left &= _selected?[word] ?? ulong.MaxValue; left != 0; left &= left - 1)
        {
            groups[count++] = (word * WordGroups) + BitOperations.TrailingZeroCount(left);
        }

        return count;
    }

    private void WriteGroups(ReadOnlySpan<int> groups, BsonWriter target)
    {
        if (groups.Length < BlockGroupsMin)
        {
            WriteRows(groups, target);
            return;
        }

        var start = target.BeginDocument(BlockName);
        _keys.WriteKeys(groups, target);
        foreach (var column in _columns)
        {
            column.SnapshotColumn(groups, target);
        }

        target.End(start);
    }

    // A row is the key and the columns' states, all of them elements without a name.
    private void WriteRows(ReadOnlySpan<int> groups, BsonWriter target)
    {
        foreach (var group in groups)
        {
            _keys.WriteKey(group, [], target);
            foreach (var column in _columns)
            {
                column.Snapshot(group, [], target);
            }
        }
    }
}

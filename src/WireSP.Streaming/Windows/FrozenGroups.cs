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

    private const long Untaken = 0;
    private const long Taken = -1;

    private readonly Lock _gate = new();
    private readonly GroupTable _keys;
    private readonly AccumulatorColumns[] _columns;
    private readonly ulong[]? _selected;
    private readonly int _count;

    // By word of groups: whether it is taken, or where its rows are among the captured ones (position from 1, length).
    private readonly long[] _places;
    private readonly BsonWriter _captured = new();
    private volatile bool _isWritten;

    /// <summary>Freezes groups.</summary>
    /// <param name="keys">The keys as they are now.</param>
    /// <param name="columns">The columns, which go on changing.</param>
    /// <param name="selected">The groups to write, by bit; null for all.</param>
    public FrozenGroups(GroupTable keys, AccumulatorColumns[] columns, ulong[]? selected)
    {
        _keys = keys;
        _columns = columns;
        _selected = selected;
        _count = keys.Count;
        _places = new long[(_count + WordGroups - 1) / WordGroups];
    }

    /// <summary>Whether all rows are written, so that nobody has to take anything down.</summary>
    public bool IsWritten => _isWritten;

    /// <summary>Takes rows down before one of them changes.</summary>
    public void Capture(int word)
    {
        if (word >= _places.Length || IsEmpty(word) || Volatile.Read(ref _places[word]) != Untaken)
        {
            return;
        }

        lock (_gate)
        {
            if (_places[word] == Untaken)
            {
                var start = _captured.Position;
                WriteRows(word, _captured);
                Volatile.Write(
                    ref _places[word], ((long)(start + 1) << 32) | (uint)(_captured.Position - start));
            }
        }
    }

    /// <summary>Takes all rows down that are not yet written, before the state becomes another one.</summary>
    public void CaptureRest()
    {
        for (var word = 0; word < _places.Length && !_isWritten; word++)
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
        while (word < _places.Length)
        {
            var segment = state.BeginSegment();
            for (; word < _places.Length && !state.IsSegmentFull; word++)
            {
                WriteWord(word, segment);
            }

            stored.Add(state.EndSegment());
        }

        _isWritten = true;
    }

    /// <summary>Writes the rows as elements of an open document.</summary>
    public void Write(BsonWriter rows)
    {
        for (var word = 0; word < _places.Length; word++)
        {
            WriteWord(word, rows);
        }

        _isWritten = true;
    }

    private bool IsEmpty(int word) => _selected is not null && (word >= _selected.Length || _selected[word] == 0);

    private void WriteWord(int word, BsonWriter target)
    {
        if (IsEmpty(word))
        {
            return;
        }

        lock (_gate)
        {
            var place = _places[word];
            if (place == Untaken)
            {
                WriteRows(word, target);
            }
            else
            {
                target.WriteRaw(_captured.Buffer.AsSpan((int)(place >> 32) - 1, (int)place));
            }

            Volatile.Write(ref _places[word], Taken);
        }
    }

    // A row is the key and the columns' states, all of them elements without a name.
    private void WriteRows(int word, BsonWriter target)
    {
        var groups = _selected?[word] ?? ulong.MaxValue;
        var end = Math.Min((word + 1) * WordGroups, _count);
        for (var group = word * WordGroups; group < end; group++)
        {
            if ((groups & (1UL << group)) == 0)
            {
                continue;
            }

            _keys.WriteKey(group, [], target);
            foreach (var column in _columns)
            {
                column.Snapshot(group, [], target);
            }
        }
    }
}

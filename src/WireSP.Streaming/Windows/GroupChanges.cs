using System.Numerics;
using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Accumulators;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Which groups of a state have changed since it was frozen last. Told before each change: the first one of a group
/// takes down what was frozen of it and is not yet written.
/// </summary>
internal sealed class GroupChanges
{
    // Written with the checkpoint itself: naming a segment takes as much.
    private const long InlineBytesMax = 4096;

    private readonly StoredSegments _stored = new();

    // Memory of earlier times that was frozen, used again: what is this large would bring a collection of the whole
    // heap about every few checkpoints, and documents would wait for it.
    private readonly FrozenMemory _memory = new();
    private ulong[] _changed = new ulong[1];
    private ulong[] _changedBefore = [];
    private FrozenGroups? _frozen;

    /// <summary>Bytes of what is noted of groups, beside the state.</summary>
    public long NoteBytes => _memory.Bytes + ((_changed.Length + (long)_changedBefore.Length) * sizeof(ulong));

    /// <summary>Says that a group is about to change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Touch(int group)
    {
        var changed = _changed;
        var word = group >> 6;
        if ((uint)word >= (uint)changed.Length || (changed[word] & (1UL << group)) == 0)
        {
            TouchFirst(group);
        }
    }

    /// <summary>Freezes what a checkpoint has to write.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="stateBytes">Bytes of the state.</param>
    /// <returns>What writes it, on any thread; done before the next call.</returns>
    public Action<StateWriter> Freeze(GroupTable keys, AccumulatorColumns[] columns, long stateBytes)
    {
        if (stateBytes <= InlineBytesMax)
        {
            _stored.Clear();
            return WriteInline(BeginAll(keys, columns));
        }

        var count = CountChanged();
        if (_stored.WantsAll(count))
        {
            _stored.BeginWhole(keys.Count);
            return WriteSegments(BeginAll(keys, columns));
        }

        if (count == 0)
        {
            ForgetFrozen();
            return _stored.WriteTo;
        }

        _stored.BeginChanged(count);
        return WriteSegments(BeginChanged(keys, columns));
    }

    /// <summary>
    /// Takes down what is frozen and not yet written: what follows may change any group, or forget all of them.
    /// </summary>
    public void Settle()
    {
        _frozen?.CaptureRest();
        _frozen = null;
    }

    /// <summary>Forgets where groups were written.</summary>
    public void LeaveSegments() => _stored.Clear();

    /// <summary>Says that the state was restored: what of it segments hold is not written again.</summary>
    public void Restore(BsonDocument state, StateReader segments) => _stored.Restore(state, segments);

    /// <summary>Forgets everything: the state is empty.</summary>
    public void Clear()
    {
        Settle();
        _stored.Clear();
        ForgetFrozen();
        Array.Clear(_changed);
    }

    private static Action<StateWriter> WriteInline(FrozenGroups frozen) => state =>
    {
        var rows = state.Elements.BeginDocument("rows"u8);
        frozen.Write(state.Elements);
        state.Elements.End(rows);
    };

    private Action<StateWriter> WriteSegments(FrozenGroups frozen) => state =>
    {
        frozen.Write(state, _stored);
        _stored.WriteTo(state);
    };

    private FrozenGroups BeginAll(GroupTable keys, AccumulatorColumns[] columns)
    {
        Array.Clear(_changed);
        return _frozen = new FrozenGroups(keys.Freeze(), columns, selected: null, _memory);
    }

    // Who changes nothing any more needs none of it; it may be many panes that stay for long.
    private void ForgetFrozen()
    {
        _frozen = null;
        _memory.Forget();
        _changedBefore = [];
    }

    // What was frozen before is written by now: nobody reads its map any more.
    private FrozenGroups BeginChanged(GroupTable keys, AccumulatorColumns[] columns)
    {
        var selected = _changed;
        _changed = _changedBefore.Length < selected.Length ? new ulong[selected.Length] : _changedBefore;
        Array.Clear(_changed);
        _changedBefore = selected;
        return _frozen = new FrozenGroups(keys.Freeze(), columns, selected, _memory);
    }

    private void TouchFirst(int group)
    {
        var word = group / FrozenGroups.WordGroups;
        if (word >= _changed.Length)
        {
            Array.Resize(ref _changed, Math.Max(word + 1, _changed.Length * 2));
        }

        _changed[word] |= 1UL << group;
        if (_frozen is { } frozen)
        {
            frozen.Capture(word);
            _frozen = frozen.IsWritten ? null : frozen;
        }
    }

    private long CountChanged()
    {
        long count = 0;
        foreach (var word in _changed)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }
}

using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The groups of one window: a table of keys, and each accumulator's states in columns by group number.
/// </summary>
internal sealed partial class GroupState : WindowState
{
    private readonly GroupPlan _plan;
    private readonly GroupColumns _columns;
    private readonly GroupWork _work;
    private readonly BsonValue _constantKey;

    // Where the key is one field, its slot: numbers and text are then looked for without a value of them.
    private readonly int _keySlot;
    private readonly GroupTable _table = new();
    private readonly GroupChanges _changes = new();

    /// <summary>Creates an empty state.</summary>
    /// <param name="plan">The compiled stage.</param>
    /// <param name="columns">Its accumulators, without groups.</param>
    /// <param name="work">What the stage's states share.</param>
    public GroupState(GroupPlan plan, GroupColumns columns, GroupWork work)
    {
        _plan = plan;
        _columns = columns;
        _work = work;
        _keySlot = plan.Id.ValueSlot ?? -1;
        _constantKey = plan.ConstantKey(columns.Context);
    }

    /// <summary>Groups there are.</summary>
    public int Count => _table.Count;

    /// <inheritdoc/>
    public override long StateBytes => GroupBytes + _changes.NoteBytes;

    private long GroupBytes => _table.StateBytes + _columns.StateBytes;

    /// <inheritdoc/>
    public override void Add(in StreamDocument document) => AddFromScope();

    /// <inheritdoc/>
    public override void Add(DocumentRows documents, int index) => AddFromScope();

    /// <inheritdoc/>
    public override void Merge(WindowState other)
    {
        var others = (GroupState)other;
        var isFirst = _table.Count == 0;
        if (isFirst)
        {
            _table.CopyFrom(others._table);
        }

        Span<long> keys = stackalloc long[GroupResults.CountMax];
        Span<int> groups = stackalloc int[GroupResults.CountMax];
        for (var first = 0; first < others._table.Count; first += groups.Length)
        {
            groups = groups[..Math.Min(groups.Length, others._table.Count - first)];
            if (isFirst)
            {
                NumberFrom(first, groups);
            }
            else
            {
                FindGroups(others._table, first, keys[..groups.Length], groups);
            }

            _columns.Reserve(_table.Count);
            foreach (var group in groups)
            {
                _changes.Touch(group);
            }

            _columns.MergeRun(groups, others._columns, first);
        }
    }

    /// <summary>Takes in a group of other columns of the same stage.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="other">The columns.</param>
    /// <param name="from">Its number there.</param>
    public void Merge(in BsonValue key, GroupColumns other, int from)
    {
        var group = _table.FindOrAdd(key);
        _columns.Reserve(group + 1);
        _changes.Touch(group);
        _columns.Merge(group, other, from);
    }

    /// <summary>Adds the only group to one of other columns of the same stage.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="group">The group there.</param>
    /// <returns>A copy of its key.</returns>
    public BsonValue MergeOnlyInto(GroupColumns columns, int group)
    {
        columns.Merge(group, _columns, 0);
        return _table.KeyOf(0).Copy();
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        _changes.Clear();
        _table.Clear();
        _work.Recent.Forget(_table);
        _columns.Clear();
    }

    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state)
    {
        var rows = state.BeginDocument("rows"u8);
        new FrozenGroups(_table, _columns.Items, selected: null, new FrozenMemory()).Write(state);
        state.End(rows);
    }

    /// <inheritdoc/>
    public override Action<StateWriter> Freeze() => _changes.Freeze(_table, _columns.Items, GroupBytes);

    /// <inheritdoc/>
    public override void LeaveSegments() => _changes.LeaveSegments();

    /// <inheritdoc/>
    public override void Restore(BsonDocument state, StateReader segments)
    {
        Clear();
        if (state["groups"] is { Type: BsonType.Array } groups)
        {
            // As the first version of the format has them: a document for each group.
            foreach (var entry in groups.AsArray)
            {
                RestoreRows(entry.AsDocument);
            }
        }

        if (state["wholeRows"] is { Type: BsonType.Int64 } rowsWritten)
        {
            var keys = (int)rowsWritten.AsInt64;
            _table.EnsureCapacity(keys);
            _columns.Reserve(keys);
        }

        foreach (var segment in segments.Take(state))
        {
            RestoreRows(segment);
        }

        if (state["rows"] is { Type: BsonType.Document } rows)
        {
            RestoreRows(rows.AsDocument);
        }

        _changes.Restore(state, segments);
    }

    private static void NumberFrom(int first, Span<int> groups)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = first + i;
        }
    }

    private void RestoreRows(BsonDocument rows)
    {
        var group = 0;
        var column = _columns.Items.Length;
        foreach (var element in rows)
        {
            if (element.NameEquals(FrozenGroups.BlockName))
            {
                RestoreBlock(element.Value.AsDocument);
                continue;
            }

            if (column < _columns.Items.Length)
            {
                _columns.Items[column++].Restore(group, element.Value);
                continue;
            }

            column = 0;
            group = _table.FindOrAdd(element.Value);
            _columns.Reserve(group + 1);
        }
    }

    private void RestoreBlock(BsonDocument block)
    {
        Span<int> groups = stackalloc int[BsonColumn.RowsMax];
        var column = -1;
        foreach (var element in block)
        {
            if (column < 0)
            {
                groups = groups[.._table.FindOrAddColumn(element.Value, groups)];
                _columns.Reserve(_table.Count);
            }
            else
            {
                _columns.Items[column].RestoreColumn(groups, element.Value);
            }

            column++;
        }

        if (column != _columns.Items.Length)
        {
            throw new InvalidDataException("a block of groups does not have a column for each accumulator");
        }
    }

    private void AddFromScope()
    {
        var context = _columns.Context;
        var group = _columns.NeedsGroup ? FindPrepared(context)
            : _keySlot >= 0 ? FindOfField(context)
            : FindOfExpression(context);
        _columns.Reserve(group + 1);
        _changes.Touch(group);
        _columns.Take(group, context);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindOfField(EvaluationContext context)
    {
        _columns.Compute(context);
        if (context.TryReadNumber(_keySlot, out var type, out var payload))
        {
            return type == BsonType.Double
                ? _table.FindOrAdd(BsonValue.FromPayload(type, payload))
                : _table.FindOrAddInteger(type, payload);
        }

        return context.TryReadText(_keySlot, out var text)
            ? _table.FindOrAddText(text)
            : _table.FindOrAdd(GroupPlan.KeyOrNull(context.ReadSlot(_keySlot)));
    }

    // A group is added only when nothing can fail any more.
    private int FindPrepared(EvaluationContext context)
    {
        var key = _constantKey.IsMissing ? GroupPlan.KeyOrNull(_plan.Id.Evaluate(context)) : _constantKey;
        _columns.Compute(context);
        _columns.Prepare(_table.Find(key), key, context);
        return _table.FindOrAdd(key);
    }

    private int FindOfExpression(EvaluationContext context)
    {
        if (!_constantKey.IsMissing)
        {
            _columns.Compute(context);
            return _table.Count == 0 ? _table.FindOrAdd(_constantKey) : 0;
        }

        var key = GroupPlan.KeyOrNull(_plan.Id.Evaluate(context));
        _columns.Compute(context);
        return _table.FindOrAdd(key);
    }
}

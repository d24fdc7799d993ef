using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The groups of one window: a table of keys, and each accumulator's states in columns by group number.
/// </summary>
internal sealed partial class GroupState : WindowState
{
    private const int GroupsMin = 16;

    private readonly GroupPlan _plan;
    private readonly FieldScope _fields;
    private readonly FieldScope _following;
    private readonly ChainOutput _output;
    private readonly AccumulatorColumns[] _columns;

    // The same columns: those that may fail, and those that cannot.
    private readonly AccumulatorColumns[] _computing;
    private readonly AccumulatorColumns[] _adding;

    // Of the latter, those that add a field's value alone, by field, so that it is read once for all of them.
    private readonly (int Slot, AccumulatorColumns[] Columns)[] _reading;
    private readonly BsonValue _constantKey;

    // Where the key is one field, its slot: numbers and text are then looked for without a value of them.
    private readonly int _keySlot;
    private readonly GroupTable _table = new();
    private readonly GroupChanges _changes = new();
    private int _capacity;

    /// <summary>Creates an empty state.</summary>
    /// <param name="plan">The compiled stage.</param>
    /// <param name="fields">Where its expressions find their fields.</param>
    /// <param name="following">The scope that looks at the results.</param>
    /// <param name="output">Where the results are written.</param>
    public GroupState(GroupPlan plan, FieldScope fields, FieldScope following, ChainOutput output)
    {
        _plan = plan;
        _fields = fields;
        _following = following;
        _output = output;
        _columns = CreateColumns(plan);
        _computing = SelectColumns(canFail: true);
        var safe = SelectColumns(canFail: false);
        _adding = Array.FindAll(safe, static column => column.NumberSlot is null);
        _reading = BySlot(safe);
        _keySlot = plan.Id.ValueSlot ?? -1;
        if (plan.Id.IsConstant)
        {
            _constantKey = KeyOrNull(plan.Id.Evaluate(fields.Context)).Copy();
        }
    }

    /// <inheritdoc/>
    public override long StateBytes
    {
        get
        {
            var bytes = _table.StateBytes;
            foreach (var column in _columns)
            {
                bytes += column.StateBytes;
            }

            return bytes;
        }
    }

    /// <inheritdoc/>
    public override void Add(in StreamDocument document) => AddFromScope();

    /// <inheritdoc/>
    public override void Add(DocumentRows documents, int index) => AddFromScope();

    /// <inheritdoc/>
    public override void Merge(WindowState other)
    {
        var groups = (GroupState)other;
        for (var from = 0; from < groups._table.Count; from++)
        {
            var group = _table.FindOrAdd(groups._table.KeyOf(from));
            Reserve(group + 1);
            _changes.Touch(group);
            for (var i = 0; i < _columns.Length; i++)
            {
                _columns[i].Merge(group, groups._columns[i], from);
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(in DocumentOrigin windowOrigin, long eventTimeMs, Operator target)
    {
        // Some states put themselves in order for their results.
        _changes.Settle();
        var origins = new OriginTable();
        _ = origins.Add(windowOrigin);
        for (var group = 0; group < _table.Count; group++)
        {
            var start = _output.Writer.Position;
            var kept = _output.KeptCount;
            var made = new StreamDocument(Write(group), eventTimeMs, origins, 0);
            try
            {
                _ = DocumentSize.Check(made.Body);
                _following.Begin(made);
            }
            catch (Exception failure) when (target.Fails(made, failure))
            {
                continue;
            }

            target.Process(made);
            _output.Reclaim(start, kept);
        }
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        _changes.Clear();
        _table.Clear();
        _capacity = 0;
        foreach (var column in _columns)
        {
            column.Clear();
        }
    }

    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state)
    {
        var rows = state.BeginDocument("rows"u8);
        new FrozenGroups(_table, _columns, selected: null).Write(state);
        state.End(rows);
    }

    /// <inheritdoc/>
    public override Action<StateWriter> Freeze() => _changes.Freeze(_table, _columns, StateBytes);

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
            Reserve(keys);
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

    private void RestoreRows(BsonDocument rows)
    {
        var group = 0;
        var column = _columns.Length;
        foreach (var element in rows)
        {
            if (element.NameEquals(FrozenGroups.BlockName))
            {
                RestoreBlock(element.Value.AsDocument);
                continue;
            }

            if (column < _columns.Length)
            {
                _columns[column++].Restore(group, element.Value);
                continue;
            }

            column = 0;
            group = _table.FindOrAdd(element.Value);
            Reserve(group + 1);
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
                Reserve(_table.Count);
            }
            else
            {
                _columns[column].RestoreColumn(groups, element.Value);
            }

            column++;
        }

        if (column != _columns.Length)
        {
            throw new InvalidDataException("a block of groups does not have a column for each accumulator");
        }
    }

    private static AccumulatorColumns[] CreateColumns(GroupPlan plan)
    {
        var columns = new AccumulatorColumns[plan.Accumulators.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = plan.Accumulators[i].CreateColumns();
        }

        return columns;
    }

    private AccumulatorColumns[] SelectColumns(bool canFail)
    {
        List<AccumulatorColumns> selected = [];
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_plan.Accumulators[i].CanFail == canFail)
            {
                selected.Add(_columns[i]);
            }
        }

        return [.. selected];
    }

    private static (int Slot, AccumulatorColumns[] Columns)[] BySlot(AccumulatorColumns[] columns)
    {
        List<(int, AccumulatorColumns[])> slots = [];
        foreach (var column in columns)
        {
            if (column.NumberSlot is { } slot && !slots.Exists(known => known.Item1 == slot))
            {
                slots.Add((slot, Array.FindAll(columns, other => other.NumberSlot == slot)));
            }
        }

        return [.. slots];
    }

    private static void AddField(int group, int slot, AccumulatorColumns[] columns, EvaluationContext context)
    {
        if (context.TryReadNumber(slot, out var type, out var payload))
        {
            foreach (var column in columns)
            {
                column.AddNumber(group, type, payload);
            }

            return;
        }

        foreach (var column in columns)
        {
            column.Add(group, context);
        }
    }

    // The language groups documents without the key's field under null.
    private static BsonValue KeyOrNull(in BsonValue key) => key.IsMissing ? BsonValue.Null : key;

    private void AddFromScope()
    {
        var context = _fields.Context;
        var group = _keySlot >= 0 ? FindOfField(context) : FindOfExpression(context);
        if (group >= _capacity)
        {
            Reserve(group + 1);
        }

        _changes.Touch(group);
        foreach (var column in _computing)
        {
            column.Take(group, context);
        }

        foreach (var column in _adding)
        {
            column.Add(group, context);
        }

        foreach (ref readonly var reading in _reading.AsSpan())
        {
            AddField(group, reading.Slot, reading.Columns, context);
        }
    }

    // Where one may fail it computes before any of them, or the table of keys, changes.
    private void Compute(EvaluationContext context)
    {
        foreach (var column in _computing)
        {
            column.Compute(context);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindOfField(EvaluationContext context)
    {
        Compute(context);
        if (context.TryReadNumber(_keySlot, out var type, out var payload))
        {
            return type == BsonType.Double
                ? _table.FindOrAdd(BsonValue.FromPayload(type, payload))
                : _table.FindOrAddInteger(type, payload);
        }

        return context.TryReadText(_keySlot, out var text)
            ? _table.FindOrAddText(text)
            : _table.FindOrAdd(KeyOrNull(context.ReadSlot(_keySlot)));
    }

    private int FindOfExpression(EvaluationContext context)
    {
        if (!_constantKey.IsMissing)
        {
            Compute(context);
            return _table.Count == 0 ? _table.FindOrAdd(_constantKey) : 0;
        }

        var key = KeyOrNull(_plan.Id.Evaluate(context));
        Compute(context);
        return _table.FindOrAdd(key);
    }

    private void Reserve(int groups)
    {
        if (groups > _capacity)
        {
            _capacity = Math.Max(GroupsMin, Math.Max(groups, _capacity * 2));
            foreach (var column in _columns)
            {
                column.EnsureGroups(_capacity);
            }
        }
    }

    private BsonDocument Write(int group)
    {
        var writer = _output.Writer;
        var context = _fields.Context;
        context.Begin(BsonDocument.Empty);
        var start = writer.BeginDocument();
        _table.WriteKey(group, "_id"u8, writer);
        for (var i = 0; i < _columns.Length; i++)
        {
            var result = _columns[i].Result(group, context);
            writer.WriteValue(_plan.Names[i], result.IsMissing ? BsonValue.Null : result);
        }

        writer.End(start);
        return writer.DocumentFrom(start);
    }
}

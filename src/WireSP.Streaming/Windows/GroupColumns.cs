using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The accumulators of a <c>$group</c>, each with the states of many groups by number, and how results are made of
/// them. Which group is which is known by the owner alone.
/// </summary>
internal sealed partial class GroupColumns
{
    private const int GroupsMin = 16;

    private readonly GroupPlan _plan;
    private readonly FieldScope _fields;
    private readonly FieldScope _following;
    private readonly ChainOutput _output;
    private readonly AccumulatorColumns[] _items;

    // The same columns: those that may fail, and those that cannot.
    private readonly AccumulatorColumns[] _computing;
    private readonly AccumulatorColumns[] _adding;

    // Those that have to know the group before anything changes.
    private readonly AccumulatorColumns[] _needing;

    // Of the latter, those that add a field's value alone, by field, so that it is read once for all of them.
    private readonly (int Slot, AccumulatorColumns[] Columns)[] _reading;
    private int _capacity;

    /// <summary>Creates columns without groups.</summary>
    /// <param name="plan">The compiled stage.</param>
    /// <param name="fields">Where its expressions find their fields.</param>
    /// <param name="following">The scope that looks at the results.</param>
    /// <param name="output">Where the results are written.</param>
    public GroupColumns(GroupPlan plan, FieldScope fields, FieldScope following, ChainOutput output)
    {
        _plan = plan;
        _fields = fields;
        _following = following;
        _output = output;
        _items = Array.ConvertAll(plan.Accumulators, static accumulator => accumulator.CreateColumns());
        _needing = Array.FindAll(_items, static column => column.NeedsGroup);
        foreach (var column in _items)
        {
            column.RunIn(fields.Context);
        }

        _computing = SelectColumns(canFail: true);
        var safe = SelectColumns(canFail: false);
        _adding = Array.FindAll(safe, static column => column.NumberSlot is null);
        _reading = BySlot(safe);
    }

    /// <summary>The columns, in the order of the stage's fields.</summary>
    public AccumulatorColumns[] Items => _items;

    /// <summary>The context that the stage's expressions evaluate in.</summary>
    public EvaluationContext Context => _fields.Context;

    /// <summary>Where the results are written.</summary>
    public BsonWriter Writer => _output.Writer;

    /// <summary>Results that may be put out at once before <see cref="PassOn"/>.</summary>
    public int PartRoom => _output.PartRoom;

    /// <summary>Passes on what was put out so far, if that is a part's worth, between two results.</summary>
    public void PassOn() => _ = _output.PassOn();

    /// <summary>Whether single groups can be forgotten.</summary>
    public bool CanForget => Array.TrueForAll(_items, static column => column.CanForget);

    /// <summary>Bytes that the states take.</summary>
    public long StateBytes
    {
        get
        {
            long bytes = 0;
            foreach (var column in _items)
            {
                bytes += column.StateBytes;
            }

            return bytes;
        }
    }

    /// <summary>Makes room for group numbers below a count.</summary>
    public void Reserve(int groups)
    {
        if (groups > _capacity)
        {
            Grow(groups);
        }
    }

    /// <summary>
    /// Computes what may fail of the context's document; to be called before any of the columns, or the owner's keys,
    /// change.
    /// </summary>
    /// <exception cref="EvaluationException">A value cannot be computed.</exception>
    public void Compute(EvaluationContext context)
    {
        foreach (var column in _computing)
        {
            column.Compute(context);
        }
    }

    /// <summary>Whether <see cref="Prepare"/> has to be called as well.</summary>
    public bool NeedsGroup => _needing.Length > 0;

    /// <summary>
    /// Computes what may fail and depends on the group, after <see cref="Compute"/> and before anything changes.
    /// </summary>
    /// <param name="group">The group; -1 for one that the document is the first of.</param>
    /// <param name="key">The group's key.</param>
    /// <param name="context">The context, which still has the document.</param>
    /// <exception cref="EvaluationException">A value cannot be computed.</exception>
    public void Prepare(int group, in BsonValue key, EvaluationContext context)
    {
        foreach (var column in _needing)
        {
            column.Prepare(group, key, context);
        }
    }

    /// <summary>Takes the context's document, for which <see cref="Compute"/> was called, into a group.</summary>
    public void Take(int group, EvaluationContext context)
    {
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

    /// <summary>Takes documents that were read together into their groups.</summary>
    /// <param name="groups">The documents' groups.</param>
    /// <param name="first">Row of the first of them.</param>
    /// <param name="documents">The documents.</param>
    public void AddRun(ReadOnlySpan<int> groups, int first, RunReader documents)
    {
        var inputs = _plan.Inputs!.Columns;
        for (var i = 0; i < _items.Length; i++)
        {
            var input = inputs[i];
            _items[i].AddRun(groups, first, input < 0 ? null : documents[input], documents);
            documents.FetchSome();
        }
    }

    /// <summary>Takes the state of a group of the same stage into one of ours.</summary>
    public void Merge(int group, GroupColumns other, int otherGroup)
    {
        for (var i = 0; i < _items.Length; i++)
        {
            _items[i].Merge(group, other._items[i], otherGroup);
        }
    }

    /// <summary>As <see cref="Merge"/>, of neighbouring groups.</summary>
    /// <param name="groups">Our group for each of them.</param>
    /// <param name="other">The other columns.</param>
    /// <param name="otherFirst">The first of their groups.</param>
    public void MergeRun(ReadOnlySpan<int> groups, GroupColumns other, int otherFirst)
    {
        for (var i = 0; i < _items.Length; i++)
        {
            _items[i].MergeRun(groups, other._items[i], otherFirst);
        }
    }

    /// <summary>Empties a group, whose number may be used again.</summary>
    public void Forget(int group)
    {
        foreach (var column in _items)
        {
            column.Forget(group);
        }
    }

    /// <summary>Forgets all groups and keeps the memory.</summary>
    public void Clear()
    {
        _capacity = 0;
        foreach (var column in _items)
        {
            column.Clear();
        }
    }

    private void Grow(int groups)
    {
        _capacity = Math.Max(GroupsMin, Math.Max(groups, _capacity * 2));
        foreach (var column in _items)
        {
            column.EnsureGroups(_capacity);
        }
    }

    private AccumulatorColumns[] SelectColumns(bool canFail)
    {
        List<AccumulatorColumns> selected = [];
        for (var i = 0; i < _items.Length; i++)
        {
            if (_plan.Accumulators[i].CanFail == canFail)
            {
                selected.Add(_items[i]);
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
}

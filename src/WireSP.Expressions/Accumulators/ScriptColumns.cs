using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// The states of <c>$accumulator</c>: a value each, which JavaScript gets and gives. What a function makes of a
/// document is kept apart until it is taken, so that a failure changes nothing.
/// </summary>
internal sealed class ScriptColumns(ScriptFunctions functions) : AccumulatorColumns
{
    private const int ObjectTooLarge = 10334;

    // The state, and behind it what else accumulate is called with.
    private BsonValue[] _given = new BsonValue[4];
    private int _givenCount;
    private BsonValue _prepared;

    private EvaluationContext? _context;
    private GroupArray<ScriptState> _states = new();
    private long _keptBytes;

    public override long StateBytes => ((long)_states.Capacity * Unsafe.SizeOf<ScriptState>()) + _keptBytes;

    public override bool NeedsGroup => true;

    public override void RunIn(EvaluationContext context) => _context = context;

    public override void EnsureGroups(int groupCount) => _states.Ensure(groupCount);

    public override void Compute(EvaluationContext context)
    {
        var mark = context.Mark;
        functions.Arguments.Push(context);
        var arguments = context.From(mark);
        _givenCount = arguments.Length + 1;
        if (_givenCount > _given.Length)
        {
            Array.Resize(ref _given, _givenCount);
        }

        arguments.CopyTo(_given.AsSpan(1));
        context.Release(mark);
    }

    public override void Prepare(int group, in BsonValue key, EvaluationContext context)
    {
        if (group >= 0 && _states[group].HasFailed(out var failure))
        {
            // Nothing is left of the group that the document could be added to.
            throw Again(failure);
        }

        _given[0] = group < 0 || _states[group].IsEmpty ? Start(key, context) : _states[group].Value;
        _prepared = Checked(context.CallScript(functions.Accumulate, _given.AsSpan(0, _givenCount)));
    }

    public override void Take(int group, EvaluationContext context)
    {
        ref var state = ref _states[group];
        _keptBytes -= state.KeptBytes;
        state.Keep(_prepared);
        _keptBytes += state.KeptBytes;
    }

    public override void Add(int group, EvaluationContext context)
    {
        Compute(context);
        Prepare(group, BsonValue.Null, context);
        Take(group, context);
    }

    public override BsonValue Result(int group, EvaluationContext context)
    {
        ref readonly var state = ref _states[group];
        if (state.HasFailed(out var failure))
        {
            throw Again(failure);
        }

        var value = state.IsEmpty ? Start(BsonValue.Null, context) : state.Value;
        return functions.Finish is { } finish ? context.CallScript(finish, [value]) : value;
    }

    public override void Merge(int group, AccumulatorColumns other, int otherGroup)
    {
        ref readonly var added = ref ((ScriptColumns)other)._states[otherGroup];
        ref var state = ref _states[group];
        if (added.IsEmpty || state.HasFailed(out _))
        {
            return;
        }

        _keptBytes -= state.KeptBytes;
        if (state.IsEmpty || added.HasFailed(out _))
        {
            state.CopyFrom(added);
        }
        else
        {
            Merge(ref state, added.Value);
        }

        _keptBytes += state.KeptBytes;
    }

    public override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer) =>
        _states[group].Write(name, writer);

    public override void Restore(int group, BsonValue state)
    {
        _keptBytes -= _states[group].KeptBytes;
        _states[group] = ScriptState.Read(state);
        _keptBytes += _states[group].KeptBytes;
    }

    public override bool CanForget => true;

    public override void Forget(int group)
    {
        _keptBytes -= _states[group].KeptBytes;
        _states[group] = default;
    }

    public override void Clear()
    {
        _states.Clear();
        _keptBytes = 0;
    }

    // Parts are merged while windows close and sessions join, where no document can be blamed: the failure waits for
    // the result. The budget is that of a document.
    private void Merge(ref ScriptState state, in BsonValue added)
    {
        try
        {
            var context = _context
                ?? throw new InvalidOperationException("columns were given no context to merge in");
            var beside = context.Beside(functions.OfMerge, BsonDocument.Empty);
            state.Keep(Checked(context.CallScript(functions.Merge, [state.Value, added], beside)));
        }
        catch (EvaluationException failure)
        {
            state.Fail(failure);
        }
    }

    private BsonValue Start(in BsonValue key, EvaluationContext context)
    {
        if (functions.InitArguments is not { } arguments)
        {
            return Checked(context.CallScript(functions.Init, []));
        }

        var document = key.Type == BsonType.Document ? key.AsDocument : BsonDocument.Empty;
        var beside = context.Beside(functions.OfKey, document);
        arguments.Push(beside);
        return Checked(context.CallScript(functions.Init, beside.From(0)));
    }

    private static BsonValue Checked(in BsonValue state) =>
        state.Buffer is not null && state.Length > BsonLimits.DocumentSizeBytesMax
            ? throw new EvaluationException(
                ObjectTooLarge,
                $"the state of $accumulator became {state.Length} bytes; "
                    + $"at most {BsonLimits.DocumentSizeBytesMax} are allowed")
            : state;

    private static EvaluationException Again(EvaluationException failure) => new(failure.Code, failure.Message);
}

using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Runs;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The states of all sessions that have seen one group key only, as most have: one number of shared columns each, and
/// no object. A session with a second key needs a state of its own.
/// </summary>
/// <param name="plan">The compiled stage.</param>
/// <param name="createColumns">Makes its accumulators, without groups, each of which can be forgotten.</param>
internal sealed class SessionGroups(GroupPlan plan, Func<GroupColumns> createColumns)
{
    private const int GroupsMin = 16;
    private const int KeyBytes = 24;

    // Below this, giving back memory is not worth the work.
    private const int SweepMin = 1024;

    private GroupColumns _columns = createColumns();
    private BsonValue _constantKey;

    // By group: its key as it was first seen.
    private BsonValue[] _keys = new BsonValue[GroupsMin];
    private long _keptBytes;
    private int _count;

    // Numbers that are free again.
    private int[] _free = new int[GroupsMin];
    private int _freeCount;

    /// <summary>Bytes that the groups take.</summary>
    public long StateBytes =>
        _columns.StateBytes + _keptBytes + ((long)_keys.Length * KeyBytes) + ((long)_free.Length * sizeof(int));

    /// <summary>Takes the context's document into a session's group.</summary>
    /// <returns>Whether it could; false when the document has another key than those before.</returns>
    public bool TryAdd(Session session)
    {
        var context = _columns.Context;
        var key = KeyOf(context);
        if (session.Group >= 0 && !BsonValueComparer.Equals(_keys[session.Group], key))
        {
            return false;
        }

        _columns.Compute(context);
        if (session.Group < 0)
        {
            session.Group = Open(key);
        }

        _columns.Take(session.Group, context);
        return true;
    }

    /// <summary>
    /// Whether a document that was read with others plainly has the key of a session's group; one of which that is
    /// not known is to be taken by <see cref="TryAdd"/>.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="documents">The documents, with the inputs of the stage.</param>
    /// <param name="row">Row of the document.</param>
    public bool Has(Session session, RunReader documents, int row)
    {
        var group = session.Group;
        var input = plan.Inputs!.Key;
        if (group < 0 || input < 0)
        {
            return group >= 0;
        }

        var keys = documents[input];
        var type = keys.Type ?? keys.Types[row];
        var payload = keys.Payloads[row];
        ref readonly var known = ref _keys[group];
        return type == BsonType.String
            ? known.Type == type
                && known.Bytes.SequenceEqual(documents.Buffer.AsSpan((int)(payload >> 32), (int)payload))
            : known.Payload == payload && known.Type == (type == BsonType.Missing ? BsonType.Null : type);
    }

    /// <summary>Takes documents that were read together into their groups.</summary>
    /// <param name="groups">The documents' groups.</param>
    /// <param name="first">Row of the first of them.</param>
    /// <param name="documents">The documents.</param>
    public void AddRun(ReadOnlySpan<int> groups, int first, RunReader documents) =>
        _columns.AddRun(groups, first, documents);

    /// <summary>Takes one session's group into that of another, as if its documents came after.</summary>
    /// <returns>Whether it could; false when their keys differ.</returns>
    public bool TryMerge(Session kept, Session gone)
    {
        if (gone.Group < 0)
        {
            return true;
        }

        if (kept.Group < 0)
        {
            (kept.Group, gone.Group) = (gone.Group, -1);
            return true;
        }

        if (!BsonValueComparer.Equals(_keys[kept.Group], _keys[gone.Group]))
        {
            return false;
        }

        _columns.Merge(kept.Group, _columns, gone.Group);
        return true;
    }

    /// <summary>Takes a session's group into a state of its own.</summary>
    public void MoveTo(GroupState state, Session session)
    {
        if (session.Group >= 0)
        {
            state.Merge(_keys[session.Group], _columns, session.Group);
            Close(session);
        }
    }

    /// <summary>Takes the only group of a state as that of a session that has none.</summary>
    public void TakeFrom(GroupState state, Session session)
    {
        session.Group = Open(BsonValue.Null);
        Keep(session.Group, state.MergeOnlyInto(_columns, session.Group));
    }

    /// <summary>Forgets a session's group.</summary>
    public void Close(Session session)
    {
        if (session.Group < 0)
        {
            return;
        }

        Keep(session.Group, BsonValue.Null);
        _columns.Forget(session.Group);
        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, _free.Length * 2);
        }

        _free[_freeCount++] = session.Group;
        session.Group = -1;
    }

    /// <summary>Pushes a session's result to an operator.</summary>
    public void Emit(Session session, in DocumentOrigin origin, long eventTimeMs, Operators.Operator target)
    {
        if (session.Group < 0)
        {
            return;
        }

        var origins = new OriginTable();
        _ = origins.Add(origin);
        var start = _columns.Writer.BeginDocument();
        _columns.Writer.WriteValue("_id"u8, _keys[session.Group]);
        _columns.Emit(start, session.Group, eventTimeMs, origins, target);
    }

    /// <summary>Writes a session's state as <see cref="GroupState.Snapshot"/> does.</summary>
    public void Snapshot(Session session, BsonWriter state)
    {
        var rows = state.BeginDocument("rows"u8);
        if (session.Group >= 0)
        {
            state.WriteValue([], _keys[session.Group]);
            foreach (var column in _columns.Items)
            {
                column.Snapshot(session.Group, [], state);
            }
        }

        state.End(rows);
    }

    /// <summary>Forgets all sessions.</summary>
    public void Clear() => Sweep([]);

    /// <summary>Whether it is time to give back what many sessions needed that are no more.</summary>
    public bool IsSweepDue => _count >= SweepMin && _count >= 4 * (_count - _freeCount);

    /// <summary>Gives back what is not needed; groups get new numbers.</summary>
    /// <param name="open">The open sessions.</param>
    public void Sweep(IReadOnlyList<Session> open)
    {
        var (columns, keys) = (_columns, _keys);
        _columns = createColumns();
        _keys = new BsonValue[GroupsMin];
        _keptBytes = 0;
        _count = 0;
        _free = new int[GroupsMin];
        _freeCount = 0;
        for (var i = 0; i < open.Count; i++)
        {
            if (open[i].Group is >= 0 and var known)
            {
                open[i].Group = Open(keys[known]);
                _columns.Merge(open[i].Group, columns, known);
            }
        }
    }

    private BsonValue KeyOf(EvaluationContext context)
    {
        if (plan.Id.IsConstant)
        {
            return _constantKey.IsMissing ? _constantKey = plan.ConstantKey(context) : _constantKey;
        }

        return GroupPlan.KeyOrNull(plan.Id.Evaluate(context));
    }

    private int Open(in BsonValue key)
    {
        var group = _freeCount > 0 ? _free[--_freeCount] : _count++;
        if (group >= _keys.Length)
        {
            Array.Resize(ref _keys, _keys.Length * 2);
        }

        _columns.Reserve(group + 1);
        Keep(group, key.Copy());
        return group;
    }

    private void Keep(int group, in BsonValue key)
    {
        _keptBytes += (key.Buffer?.Length ?? 0) - (_keys[group].Buffer?.Length ?? 0);
        _keys[group] = key;
    }
}

using System.Numerics;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Runs;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The states of all sessions that have seen one group key only, as most have: one number of shared columns each, and
/// no object. Nor is the key kept where it is the partition's value. A session with a second key needs a state of its
/// own.
/// </summary>
/// <param name="plan">The compiled stage.</param>
/// <param name="createColumns">Makes its accumulators, without groups, each of which can be forgotten.</param>
/// <param name="partitions">The open sessions.</param>
internal sealed class SessionGroups(GroupPlan plan, Func<GroupColumns> createColumns, SessionPartitions partitions)
{
    private const int GroupsMin = 16;
    private const int KeyBytes = 24;

    // Below this, giving back memory is not worth the work.
    private const int SweepMin = 1024;

    private GroupColumns _columns = createColumns();
    private BsonValue _constantKey;

    // By group: its key as it was first seen, where that is not the partition's value. No longer than it has to be.
    private BsonValue[] _keys = [];
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
        if (session.Group >= 0 && !BsonValueComparer.Equals(KeyOf(session), key))
        {
            return false;
        }

        _columns.Compute(context);
        _columns.Prepare(session.Group, key, context);
        if (session.Group < 0)
        {
            session.Group = Open();
            Keep(session, key);
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
    /// <param name="partitionInput">Which of the inputs gives the session's partition.</param>
    public bool Has(Session session, RunReader documents, int row, int partitionInput)
    {
        var group = session.Group;
        var input = plan.Inputs!.Key;
        if (group < 0 || input < 0)
        {
            return group >= 0;
        }

        if (input == partitionInput && (group >= _keys.Length || _keys[group].IsMissing))
        {
            // What is grouped by is what tells sessions apart.
            return true;
        }

        var keys = documents[input];
        var type = keys.Type ?? keys.Types[row];
        var payload = keys.Payloads[row];
        var known = KeyOf(session);
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

        if (!BsonValueComparer.Equals(KeyOf(kept), KeyOf(gone)))
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
            state.Merge(KeyOf(session), _columns, session.Group);
            Close(session);
        }
    }

    /// <summary>Takes the only group of a state as that of a session that has none.</summary>
    public void TakeFrom(GroupState state, Session session)
    {
        session.Group = Open();
        Keep(session, state.MergeOnlyInto(_columns, session.Group));
    }

    /// <summary>Forgets a session's group.</summary>
    public void Close(Session session)
    {
        if (session.Group < 0)
        {
            return;
        }

        Keep(session.Group, BsonValue.Missing);
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

        var start = _columns.Writer.BeginDocument();
        _columns.Writer.WriteValue("_id"u8, KeyOf(session));
        _columns.Emit(start, session.Group, eventTimeMs, origin, target);
    }

    /// <summary>Writes a session's state as <see cref="GroupState.Snapshot"/> does.</summary>
    public void Snapshot(Session session, BsonWriter state)
    {
        var rows = state.BeginDocument("rows"u8);
        if (session.Group >= 0)
        {
            state.WriteValue([], KeyOf(session));
            foreach (var column in _columns.Items)
            {
                column.Snapshot(session.Group, [], state);
            }
        }

        state.End(rows);
    }

    /// <summary>Whether it is time to give back what many sessions needed that are no more.</summary>
    public bool IsSweepDue => _count >= SweepMin && _count >= 4 * (_count - _freeCount);

    /// <summary>Gives back what no open session needs; groups get new numbers.</summary>
    public void Sweep()
    {
        var (columns, keys) = (_columns, _keys);
        _columns = createColumns();
        _keys = [];
        _keptBytes = 0;
        _count = 0;
        _free = new int[GroupsMin];
        _freeCount = 0;
        foreach (var session in partitions)
        {
            if (session.Group is >= 0 and var known)
            {
                session.Group = Open();
                Keep(session.Group, known < keys.Length ? keys[known] : BsonValue.Missing);
                _columns.Merge(session.Group, columns, known);
            }
        }
    }

    private BsonValue KeyOf(EvaluationContext context)
    {
        if (plan.Id.IsConstant)
        {
            return _constantKey.IsMissing ? _constantKey = plan.ConstantKey(context).Copy() : _constantKey;
        }

        return GroupPlan.KeyOrNull(plan.Id.Evaluate(context));
    }

    // Any thread may ask for it that may write the session.
    private BsonValue KeyOf(Session session)
    {
        var keys = _keys;
        return session.Group < keys.Length && keys[session.Group] is { IsMissing: false } kept ? kept
            : GroupPlan.KeyOrNull(partitions.ValueOf(session.Partition));
    }

    private int Open()
    {
        var group = _freeCount > 0 ? _free[--_freeCount] : _count++;
        _columns.Reserve(group + 1);
        return group;
    }

    private void Keep(Session session, in BsonValue key)
    {
        var isKept = !IsSame(key, GroupPlan.KeyOrNull(partitions.ValueOf(session.Partition)));
        Keep(session.Group, !isKept ? BsonValue.Missing : plan.Id.IsConstant ? key : key.Copy());
    }

    private void Keep(int group, in BsonValue key)
    {
        if (group >= _keys.Length)
        {
            if (key.IsMissing)
            {
                return;
            }

            Array.Resize(ref _keys, Math.Max(GroupsMin, (int)BitOperations.RoundUpToPowerOf2((uint)group + 1)));
        }

        _keptBytes += (key.Buffer?.Length ?? 0) - (_keys[group].Buffer?.Length ?? 0);
        _keys[group] = key;
    }

    // Equal numbers of two types are not the same: results show the key as it was.
    private static bool IsSame(in BsonValue left, in BsonValue right) =>
        left.Type == right.Type
        && (left.Buffer is null
            ? right.Buffer is null && left.Payload == right.Payload
            : right.Buffer is not null && left.Bytes.SequenceEqual(right.Bytes));
}

using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Sessions: documents of one partition that are less than the gap apart. A document between several sessions merges
/// them; a session closes when the line has passed its latest document by the gap.
/// </summary>
internal sealed partial class SessionWindowOperator : WindowOperator
{
    // With more sessions than that, looking at each of them has to be paid for by as many documents, or by as many
    // new sessions.
    private const int SurveyedFreely = 64;
    private const int DocumentsPerSurveyed = 4;

    // What the sessions of one batch have in common, with its held position and the place of that in the queue.
    private const long OpeningBytes = 96;

    // Up to here each session is frozen by itself.
    private const int FewMax = 64;

    private readonly SessionSettings _session;
    private readonly EvaluationContext _context;
    private readonly WindowState[] _part = new WindowState[1];

    // What documents that are taken together have to tell: the states' inputs, and the partition.
    private readonly IReadOnlyList<RunInput>? _inputs;
    private readonly int _partitionInput;

    // Checkpointed, with the line: the open sessions. The queue has one entry for each, at an end that it has now or
    // had before it grew.
    private readonly SessionPartitions _partitions = new();
    private readonly SessionStates _states;
    private readonly SessionQueue _byEnd = new();
    private readonly SessionChanges _changes;
    private bool _wereFew;
    private long _opened;
    private SessionOpening? _opening;

    private long _surveyedAtCount;
    private int _surveyedCount;
    private long _stateBytes;

    // What sessions share, while there are none.
    private long _unusedBytes;
    private long? _oldestStartMs;
    private long? _newestStartMs;

    /// <summary>Creates an operator without open sessions.</summary>
    public SessionWindowOperator(
        string name, ChainOutput output, SessionSettings session, EvaluationContext context, WindowChain chain)
        : base(name, output, session.Common, chain)
    {
        _session = session;
        _context = context;
        _changes = new SessionChanges(WriteRow);
        _states = new SessionStates(chain, _partitions);
        if (chain.RunInputs is { } inputs)
        {
            (_inputs, _partitionInput) = new RunInput(session.PartitionBy, RunInputKind.Key).Among(inputs);
        }
    }

    /// <inheritdoc/>
    public override long OpenCount => _partitions.OpenCount;

    /// <inheritdoc/>
    public override long? OldestStartMs => _oldestStartMs;

    /// <inheritdoc/>
    public override long? NewestStartMs => _newestStartMs;

    /// <inheritdoc/>
    public override long? NextEndMs
    {
        get
        {
            while (_byEnd.Count > 0)
            {
                var session = _byEnd.First;
                if (!session.IsOpen)
                {
                    _ = _byEnd.Take();
                    continue;
                }

                var endMs = EndOf(session);
                if (endMs == _byEnd.LeastEndMs)
                {
                    return endMs;
                }

                _byEnd.PutOff(endMs);
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public override long StateBytes => _stateBytes;

    /// <inheritdoc/>
    public override long SpareBytes => base.SpareBytes + _states.SpareBytes + _unusedBytes;

    /// <inheritdoc/>
    public override IReadOnlyList<RunInput>? RunInputs => _inputs;

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        if (SessionFor(document) is { } session)
        {
            Take(_states.Of(session), null, document);
        }
    }

    /// <inheritdoc/>
    public override WindowState? PartFor(DocumentRows documents, int index) =>
        SessionFor(documents[index]) is { } session ? _states.Of(session) : null;

    /// <inheritdoc/>
    public override void EndBatch()
    {
        var openCount = _partitions.OpenCount;
        if (openCount <= SurveyedFreely
            || InputCount - _surveyedAtCount >= (long)openCount * DocumentsPerSurveyed
            || openCount >= _surveyedCount * 2)
        {
            Survey();
        }

        Measure();
    }

    /// <inheritdoc/>
    public override void GiveBack(long bytes)
    {
        var isEnough = SpareBytes - _unusedBytes >= bytes;
        base.GiveBack(bytes);
        _states.GiveBack();
        if (!isEnough || _partitions.OpenCount == 0)
        {
            Sweep();
        }

        Measure();
    }

    private void Measure()
    {
        var sharedBytes = _partitions.StateBytes + _byEnd.Bytes + (Held.Count * OpeningBytes) + _states.SharedBytes;
        var isUsed = _partitions.OpenCount > 0;
        _stateBytes = isUsed ? sharedBytes + _states.OwnBytes : 0;
        _unusedBytes = isUsed ? 0 : sharedBytes;
    }

    // Looks at each session.
    private void Survey()
    {
        _surveyedAtCount = InputCount;
        _surveyedCount = _partitions.OpenCount;
        _states.OwnBytes = 0;
        _oldestStartMs = null;
        _newestStartMs = null;
        foreach (var session in _partitions)
        {
            _states.OwnBytes += session.Own?.StateBytes ?? 0;
            _oldestStartMs = Math.Min(_oldestStartMs ?? long.MaxValue, session.StartMs);
            _newestStartMs = Math.Max(_newestStartMs ?? long.MinValue, session.StartMs);
        }
    }

    /// <inheritdoc/>
    protected override void CloseUpTo(long lineMs)
    {
        if (lineMs <= ClosedUpToMs)
        {
            return;
        }

        // A session that ends before the line it comes behind is read again after a change of the pipeline, and its
        // results were put out before that.
        var putOutUpTo = ClosedUpToMs;
        ClosedUpToMs = lineMs;

        // Sessions end no earlier than the queue says: most often there is nothing to put in order yet.
        if (lineMs < _byEnd.LeastEndMs)
        {
            return;
        }

        while (NextEndMs is { } endMs && endMs <= lineMs)
        {
            Close(_byEnd.Take(), endMs > putOutUpTo);
        }

        if (_partitions.IsSweepDue || _states.IsSweepDue)
        {
            Sweep();
        }
    }

    // Gives back what no open session needs.
    private void Sweep()
    {
        _changes.Settle();
        _partitions.Sweep();
        _states.Sweep();
    }

    // The session that a document goes into; null when it is late or its partition cannot be told.
    private Session? SessionFor(in StreamDocument document)
    {
        int partition;
        try
        {
            partition = _partitions.NumberOf(_session.PartitionBy.Evaluate(_context));
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            return null;
        }

        var timeMs = IsEventTime ? document.EventTimeMs : NowMs;
        if (Find(partition, timeMs) is { } session)
        {
            return session;
        }

        if (IsLate(timeMs))
        {
            RejectLate(document, Describe(timeMs, timeMs + _session.GapMs, partition));
            return null;
        }

        var opened = Open(_opened++, partition, timeMs, document.Origin.Describer, document.Partition);
        _changes.Touch(opened);
        return opened;
    }

    private bool IsLate(long timeMs) => IsEventTime && SessionLateness.IsLate(
        SessionLateness.Rule, timeMs, _session.GapMs, WatermarkMs, LatenessMs);

    private static BsonDocument Describe(long startMs, long endMs, BsonValue partition) => new BsonDocumentBuilder
    {
        { "start", BsonValue.FromDateTimeMs(startMs) },
        { "end", BsonValue.FromDateTimeMs(endMs) },
        { "partition", partition },
    }.ToDocument();

    private BsonDocument Describe(long startMs, long endMs, int partition) =>
        Describe(startMs, endMs, _partitions.ValueOf(partition));

    private long EndOf(Session session) => session.LatestMs + _session.GapMs;

    // The session that a document belongs to, with all others that it joins merged into the oldest of them.
    private Session? Find(int partition, long timeMs)
    {
        Session? found = null;
        var next = _partitions.FirstOf(partition);
        while (next is { } session)
        {
            next = session.Next;
            if (session.Includes(timeMs, _session.GapMs))
            {
                _changes.Touch(session);
                found = found is null ? session : Merge(found, session);
            }
        }

        found?.Cover(timeMs, timeMs);
        return found;
    }

    private Session Merge(Session left, Session right)
    {
        var (kept, gone) = left.Number < right.Number ? (left, right) : (right, left);
        _states.Merge(kept, gone);
        kept.Cover(gone.StartMs, gone.LatestMs);
        Remove(gone);
        return kept;
    }

    private Session Open(long number, int partition, long timeMs, IOriginDescriber? source, int sourcePartition)
    {
        var session = new Session(number, OpeningOf(source, sourcePartition))
        {
            StartMs = timeMs,
            LatestMs = timeMs,
            Partition = partition,
        };
        _states.Open(session);
        _partitions.Add(session);
        _byEnd.Add(session, EndOf(session));
        return session;
    }

    private SessionOpening OpeningOf(IOriginDescriber? source, int sourcePartition)
    {
        var held = Held.Open();
        if (_opening is not { } opening || !ReferenceEquals(opening.Held, held)
            || !ReferenceEquals(opening.Source, source) || opening.Timestamp != NowTimestamp)
        {
            _opening = opening = new SessionOpening(held, NowTimestamp, source, sourcePartition);
        }

        return opening;
    }

    private void Close(Session session, bool isPutOut)
    {
        _changes.Touch(session);
        if (isPutOut)
        {
            var opening = session.Opening;
            var window = new WindowOrigin(opening.Source, session.StartMs, EndOf(session))
            {
                Partition = _partitions.ValueOf(session.Partition).Copy(),
            };
            _part[0] = _states.Of(session);
            PutOut(_part, window, opening.Origin, opening.Timestamp);
            Array.Clear(_part);
        }

        Remove(session);
    }

    private void Remove(Session session)
    {
        _changes.Remove(session);
        _partitions.Remove(session);
        Held.Close(session.Opening.Held);
        _states.Close(session);
    }
}

using WireSP.Expressions;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Writes documents as they come, by as many writers as the stage asks for. Documents with equal keys go to one writer
/// and stay in order. What is written before a crash is written once more after it, so only merges that may be repeated
/// come here unless the user says otherwise.
/// </summary>
/// <param name="options">The stage.</param>
/// <param name="createWriter">Says how is written.</param>
/// <param name="clock">Clock of generated ids and of the pauses after a failure.</param>
internal sealed class CollectionSink(
    MergeOptions options, Func<ICollectionAccess, ICollectionWriter> createWriter, TimeProvider clock) : ISink
{
    private readonly MergeReader _reader = new(options, clock);
    private ICollectionWriter? _writer;
    private ICollectionAccess? _access;
    private WriterLane[] _lanes = [];
    private uint _turn;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        _access = options.Connector.OpenCollections(options.Connection);
        _writer = createWriter(_access);
        await _writer.OpenAsync(cancellationToken).ConfigureAwait(false);
        _lanes = new WriterLane[options.Parallelism];
        for (var i = 0; i < _lanes.Length; i++)
        {
            _lanes[i] = new WriterLane(_writer.WriteAsync, clock);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        var next = 0;
        while (next < batch.Documents.Count)
        {
            next = Fill(batch, next);
            await _writer!.CheckNewAsync(_reader.Targets, cancellationToken).ConfigureAwait(false);
            foreach (var lane in _lanes)
            {
                await lane.SendAsync(cancellationToken).ConfigureAwait(false);
                lane.Report(batch.Failures);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken)
    {
        foreach (var lane in _lanes)
        {
            await lane.DrainAsync(cancellationToken).ConfigureAwait(false);
            lane.Report(failures);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync().ConfigureAwait(false);
        }

        if (_access is not null)
        {
            await _access.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Fills from one document of the batch on; answers where it stopped, because a lane is full.
    private int Fill(SinkBatch batch, int next)
    {
        for (; next < batch.Documents.Count; next++)
        {
            var document = batch.Documents[next];
            try
            {
                var filling = LaneOf(document).Filling;
                if (filling.IsFull)
                {
                    break;
                }

                _reader.Add(document, filling);
            }
            catch (EvaluationException error)
            {
                batch.Failures.DeadLetter(document, error.Message);
            }
        }

        return next;
    }

    private WriterLane LaneOf(in StreamDocument document)
    {
        if (_lanes.Length == 1)
        {
            return _lanes[0];
        }

        // One that is given its key belongs together with no other.
        var hash = _reader.NeedsId(document.Body) ? _turn++ : _reader.Key.Hash(document.Body);
        return _lanes[hash % (uint)_lanes.Length];
    }
}

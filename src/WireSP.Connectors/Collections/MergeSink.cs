using WireSP.Expressions;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Merges documents as they come, by as many writers as the stage asks for. Documents with equal keys go to one writer
/// and stay in order. What is written before a crash is written once more after it, so only merges that may be repeated
/// come here unless the user says otherwise.
/// </summary>
/// <param name="options">The stage.</param>
/// <param name="context">The task.</param>
internal sealed class MergeSink(MergeOptions options, TaskContext context) : ISink
{
    private readonly MergeReader _reader = new(options, context.Clock);
    private MergeTargetCheck? _check;
    private ICollectionAccess? _access;
    private MergeLane[] _lanes = [];
    private uint _turn;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        _access = options.Connector.OpenCollections(options.Connection);
        _check = new MergeTargetCheck(options, _access);
        await _check.OpenAsync(cancellationToken).ConfigureAwait(false);
        _lanes = new MergeLane[options.Parallelism];
        for (var i = 0; i < _lanes.Length; i++)
        {
            _lanes[i] = new MergeLane(_access, options.Plan, context.Clock);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        var next = 0;
        while (next < batch.Documents.Count)
        {
            next = Fill(batch, next);
            await _check!.CheckNewAsync(_reader.Targets, cancellationToken).ConfigureAwait(false);
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

    // Fills from one document of the batch on; answers where it stopped, because a writer has enough for now.
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

    private MergeLane LaneOf(in StreamDocument document)
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

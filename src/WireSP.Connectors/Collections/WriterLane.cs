using System.Collections.Concurrent;
using System.Threading.Channels;
using WireSP.Streaming;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>
/// One writer of a sink: takes batches in order and writes those that wait together. A failure that passes is tried
/// again for a while, in its place; after another it takes no more, and whoever gives it something is told of it.
/// </summary>
internal sealed class WriterLane : IAsyncDisposable
{
    // Batches that may wait: enough that the collections are never idle, few enough to be little memory.
    private const int QueuedMax = 3;

    private const int InternalError = 1;

    private readonly BatchWrite _write;
    private readonly TimeProvider _clock;
    private readonly Channel<MergeBatch> _queue = Channel.CreateBounded<MergeBatch>(
        new BoundedChannelOptions(QueuedMax) { SingleReader = true });

    private readonly ConcurrentQueue<MergeBatch> _written = new();
    private readonly ConcurrentQueue<(MergeBatch Batch, int Index, WriteFailure Failure)> _refused = new();
    private readonly CancellationTokenSource _abort;
    private readonly Task _worker;

    /// <summary>Starts the writer.</summary>
    /// <param name="write">Writes; what it left in doubt is given to it again.</param>
    /// <param name="clock">Clock of the pauses before that.</param>
    public WriterLane(BatchWrite write, TimeProvider clock)
    {
        _write = write;
        _clock = clock;
        _abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _worker = Task.Run(WorkAsync);
    }

    /// <summary>The batch that is being filled.</summary>
    public MergeBatch Filling { get; private set; } = new();

    /// <summary>Hands over what was filled in; waiting for room is the back pressure.</summary>
    /// <exception cref="StreamProcessorException">The collections failed.</exception>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (Filling.Writes.Count == 0)
        {
            // There may be copies of documents that could not be made into writes.
            Filling.Clear();
            return;
        }

        var batch = Filling;
        Filling = _written.TryDequeue(out var used) ? used : new MergeBatch();
        await PutAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until everything that was sent is written.</summary>
    /// <exception cref="StreamProcessorException">The collections failed.</exception>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        var end = new MergeBatch
        {
            Written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
        };
        await PutAsync(end, cancellationToken).ConfigureAwait(false);
        var first = await Task.WhenAny(end.Written.Task, _worker).WaitAsync(cancellationToken).ConfigureAwait(false);
        await first.ConfigureAwait(false);
    }

    /// <summary>Makes dead letters of what was refused since the last call.</summary>
    public void Report(ISinkFailures failures)
    {
        while (_refused.TryDequeue(out var refused))
        {
            refused.Batch.DeadLetter(refused.Failure, refused.Index, failures);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ = _queue.Writer.TryComplete();
        await _abort.CancelAsync().ConfigureAwait(false);
        await _worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _abort.Dispose();
    }

    private async ValueTask PutAsync(MergeBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // It ended with a failure, which is the one to tell.
            await _worker.ConfigureAwait(false);
            throw;
        }
    }

    private async Task WorkAsync()
    {
        List<MergeBatch> batches = [];
        List<MergeWrite> writes = [];
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_abort.Token).ConfigureAwait(false))
            {
                batches.Clear();
                writes.Clear();
                while (_queue.Reader.TryRead(out var batch))
                {
                    batches.Add(batch);
                    writes.AddRange(batch.Writes);
                }

                if (writes.Count > 0)
                {
                    Refuse(batches, await WriteAsync(writes).ConfigureAwait(false));
                }

                Release(batches);
            }
        }
        catch (Exception failure)
        {
            _ = _queue.Writer.TryComplete(failure);
            throw;
        }
    }

    private async ValueTask<IReadOnlyList<WriteFailure>> WriteAsync(List<MergeWrite> writes)
    {
        var pauses = new RetryPauses(_clock);
        while (true)
        {
            try
            {
                return await _write(writes, _abort.Token).ConfigureAwait(false);
            }
            catch (StreamProcessorException failure)
                when (failure.Retry == RetryPolicy.WithBackoff && pauses.HasNext)
            {
                // Nobody knows which were written. All are, once more: what the task would do after its restart, too.
            }
            catch (Exception failure) when (writes.Count == 1 && Defect.Is(failure))
            {
                // After a defect the task writes singly, to find the document that brings it about: it is this one.
                return [new WriteFailure(0, InternalError, Defect.Describe(failure))];
            }

            await pauses.WaitAsync(_abort.Token).ConfigureAwait(false);
        }
    }

    private void Refuse(List<MergeBatch> batches, IReadOnlyList<WriteFailure> failures)
    {
        foreach (var failure in failures)
        {
            var index = failure.Index;
            var number = 0;
            while (index >= batches[number].Writes.Count)
            {
                index -= batches[number++].Writes.Count;
            }

            _refused.Enqueue((batches[number], index, failure));
        }
    }

    private void Release(List<MergeBatch> batches)
    {
        var isRefused = !_refused.IsEmpty;
        foreach (var batch in batches)
        {
            batch.Written?.SetResult();
            if (batch.Written is null && !isRefused && _written.Count <= QueuedMax)
            {
                batch.Clear();
                _written.Enqueue(batch);
            }
        }
    }
}

using WireSP.Bson;

namespace WireSP.Server.Sampling;

/// <summary>
/// What one client reads of a processor's output. Filled by the processor's task, read by commands; memory is bounded.
/// A full cursor takes nothing more until it is read: dropping the newest costs the processor nothing.
/// </summary>
/// <param name="id">From a cryptographic generator; never 0.</param>
/// <param name="owner">Who may read it.</param>
/// <param name="limits">When it ends by itself.</param>
/// <param name="clock">The server's clock.</param>
internal sealed class SampleCursor(long id, SampleOwner owner, SampleCursorLimits limits, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Queue<BsonDocument> _queue = new();
    private TaskCompletionSource _changed = NewSignal();
    private TaskCompletionSource? _roomWanted;
    private long _lastUsed = clock.GetTimestamp();
    private int _queuedBytes;
    private long _takenBytes;
    private long _takenCount;
    private bool _isComplete;
    private string? _failure;

    /// <summary>The id that the client reads it by.</summary>
    public long Id { get; } = id;

    /// <summary>Who may read it.</summary>
    public SampleOwner Owner { get; } = owner;

    /// <summary>Documents that were not kept because the cursor was full.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>Whether another document would be kept now.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return HasRoomLocked;
            }
        }
    }

    private bool HasRoomLocked =>
        !_isComplete && _queue.Count < SampleLimits.QueuedDocumentsMax && _queuedBytes < SampleLimits.QueuedBytesMax;

    /// <summary>How long nobody has read it.</summary>
    public TimeSpan IdleFor => clock.GetElapsedTime(Volatile.Read(ref _lastUsed));

    /// <summary>Copies a document when there is room for it.</summary>
    /// <param name="document">The document; its bytes are reused afterwards.</param>
    /// <param name="isOverfillAllowed">Whether to keep it even when full: its task waits for room between
    /// batches.</param>
    public void Offer(BsonDocument document, bool isOverfillAllowed)
    {
        lock (_lock)
        {
            if (_isComplete)
            {
                return;
            }

            if (!isOverfillAllowed && !HasRoomLocked)
            {
                DroppedCount++;
                return;
            }

            _queue.Enqueue(document.Copy());
            _queuedBytes += document.Length;
            _takenBytes += document.Length;
            _takenCount++;
            _isComplete = _takenCount >= limits.Documents || _takenBytes >= limits.Bytes;
            _changed.TrySetResult();
        }
    }

    /// <summary>Lets the client read what is left, then ends.</summary>
    /// <param name="failure">Why the processor failed; null when it did not.</param>
    public void Complete(string? failure)
    {
        lock (_lock)
        {
            _failure ??= _isComplete ? null : failure;
            _isComplete = true;
            _changed.TrySetResult();
            _roomWanted?.TrySetResult();
        }
    }

    /// <summary>Takes what is there, after a short wait when nothing is.</summary>
    public async ValueTask<SampleBatch> ReadAsync(int documentsMax, CancellationToken cancellationToken)
    {
        Touch();
        var batch = Take(documentsMax, out var changed);
        if (batch.Documents.Count == 0 && !batch.IsLast)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(SampleLimits.ReadWait, clock, ended.Token));
            await ended.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            batch = Take(documentsMax, out _);
        }

        Touch();
        return batch;
    }

    /// <summary>Waits until the client has read enough that there is room again, or the cursor has ended.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_isComplete || HasRoomLocked)
            {
                return ValueTask.CompletedTask;
            }

            _roomWanted ??= NewSignal();
            return new ValueTask(_roomWanted.Task.WaitAsync(cancellationToken));
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Touch() => Volatile.Write(ref _lastUsed, clock.GetTimestamp());

    private SampleBatch Take(int documentsMax, out Task changed)
    {
        lock (_lock)
        {
            var documents = new List<BsonDocument>(Math.Min(documentsMax, _queue.Count));
            var bytes = 0;
            while (documents.Count < documentsMax && _queue.TryPeek(out var next)
                && (documents.Count == 0 || bytes + next.Length <= SampleLimits.BatchBytesMax))
            {
                documents.Add(_queue.Dequeue());
                bytes += next.Length;
            }

            _queuedBytes -= bytes;
            if (HasRoomLocked && _roomWanted is { } waiting)
            {
                _roomWanted = null;
                waiting.TrySetResult();
            }

            if (!_isComplete && _queue.Count == 0 && _changed.Task.IsCompleted)
            {
                _changed = NewSignal();
            }

            changed = _changed.Task;
            var isLast = _isComplete && _queue.Count == 0;
            // The documents before a failure are delivered first; the failure is the answer to the next read.
            return _failure is null
                ? new SampleBatch(documents, isLast, null)
                : new SampleBatch(documents, isLast && documents.Count == 0, documents.Count == 0 ? _failure : null);
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace WireSP.Wire.Transport;

/// <summary>
/// What a client sends, received when it is asked for and never ahead. An idle connection holds no buffer; a message
/// that arrives in parts lies in one piece. One reader, which may wait on any thread.
/// </summary>
internal sealed class EpollReader(EpollConnection connection) : PipeReader, IValueTaskSource<ReadResult>
{
    private const int BufferSizeBytes = 16 * 1024;
    private const int NothingThere = -1;

    private readonly Lock _lock = new();

    // These four are guarded by the lock; the rest belongs to the reader, or to the loop while the reader waits.
    private bool _isReadable;
    private bool _isWaiting;
    private bool _isCancelled;
    private bool _isLast;

    private ManualResetValueTaskSourceCore<ReadResult> _waiting;
    private byte[]? _buffer;
    private int _start;
    private int _end;
    private bool _isExamined = true;
    private bool _isEnded;

    /// <summary>Whether the reader waits for bytes; while it does not, it is busy with what came before.</summary>
    public bool IsWaiting => Volatile.Read(ref _isWaiting);

    private ReadOnlySequence<byte> Buffered =>
        _buffer is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_buffer, _start, _end - _start);

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (!_isExamined || _isEnded)
        {
            return new ValueTask<ReadResult>(Result(TakeCancellation()));
        }

        while (true)
        {
            lock (_lock)
            {
                // On the loop the other connections come first, else a client that sends without end would stop them.
                if (!_isCancelled && (!_isReadable || connection.IsOnLoop))
                {
                    return Wait();
                }

                _isReadable = false;
            }

            var hasReceived = TryReceive();
            var isCancelled = TakeCancellation();
            if (hasReceived || isCancelled)
            {
                return new ValueTask<ReadResult>(Result(isCancelled));
            }
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        if (_isExamined && !_isEnded)
        {
            result = default;
            return false;
        }

        result = Result(TakeCancellation());
        return true;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_buffer is null)
        {
            return;
        }

        _isExamined = examined.GetInteger() == _end;
        _start = consumed.GetInteger();
        if (_start == _end)
        {
            ReturnBuffer();
        }
    }

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
        lock (_lock)
        {
            if (!_isWaiting)
            {
                _isCancelled = true;
                return;
            }

            _isWaiting = false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static reader => reader.EndWait(), this, preferLocal: false);
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        ReturnBuffer();
    }

    /// <summary>Receives for a reader that waits, on the loop; notes for others that there is something.</summary>
    /// <param name="isLast">Whether the client sends no more than what is there.</param>
    public void OnReadable(bool isLast)
    {
        lock (_lock)
        {
            _isLast |= isLast;
            if (!_isWaiting)
            {
                _isReadable = true;
                return;
            }

            _isWaiting = _isReadable = false;
        }

        try
        {
            while (!TryReceive())
            {
                lock (_lock)
                {
                    if (!_isReadable && !_isCancelled)
                    {
                        _isWaiting = true;
                        return;
                    }

                    _isReadable = false;
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            _waiting.SetException(error);
            return;
        }

        _waiting.SetResult(Result(TakeCancellation()));
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token) => _waiting.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _waiting.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiting.OnCompleted(continuation, state, token, flags);

    private ValueTask<ReadResult> Wait()
    {
        _waiting.Reset();
        _isWaiting = true;
        if (_isReadable)
        {
            connection.ServeAgain();
        }

        return new ValueTask<ReadResult>(this, _waiting.Version);
    }

    // What has arrived until the reader was cancelled is still handed over.
    private void EndWait()
    {
        try
        {
            _ = TryReceive();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            _waiting.SetException(error);
            return;
        }

        _waiting.SetResult(Result(isCancelled: true));
    }

    /// <summary>Receives what is there; false when that is nothing.</summary>
    private bool TryReceive()
    {
        connection.ThrowIfAborted();
        MakeRoom();
        var count = Epoll.Receive(connection.Descriptor, _buffer.AsSpan(_end));
        if (count == NothingThere)
        {
            if (_start == _end)
            {
                ReturnBuffer();
            }

            return false;
        }

        _isEnded = count == 0;
        _end += count;
        if (_end == _buffer!.Length || Volatile.Read(ref _isLast))
        {
            // There may be more, or the end of the stream, of which no event will tell again.
            lock (_lock)
            {
                _isReadable = true;
            }
        }

        return true;
    }

    private void MakeRoom()
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(BufferSizeBytes);
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            var length = _end - _start;
            var moved = ArrayPool<byte>.Shared.Rent(Math.Max(BufferSizeBytes, length * 2));
            _buffer.AsSpan(_start, length).CopyTo(moved);
            ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _start, _end) = (moved, 0, length);
        }
    }

    private ReadResult Result(bool isCancelled) => new(Buffered, isCancelled, _isEnded);

    private bool TakeCancellation()
    {
        lock (_lock)
        {
            var isCancelled = _isCancelled;
            _isCancelled = false;
            return isCancelled;
        }
    }

    private void ReturnBuffer()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }

        _start = _end = 0;
        _isExamined = true;
    }
}

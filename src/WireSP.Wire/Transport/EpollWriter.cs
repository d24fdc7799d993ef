using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace WireSP.Wire.Transport;

/// <summary>
/// What goes to a client: gathered in one buffer, sent by the flush itself, which waits while the client does not read.
/// One writer.
/// </summary>
internal sealed class EpollWriter(EpollConnection connection) : PipeWriter, IValueTaskSource<FlushResult>
{
    private const int BufferSizeBytes = 4 * 1024;
    private const int NoRoom = -1;

    private readonly Lock _lock = new();

    // These three are guarded by the lock; the rest belongs to the writer, or to the loop while the writer waits.
    private bool _isBlocked;
    private bool _isWritable;
    private bool _isWaiting;

    private ManualResetValueTaskSourceCore<FlushResult> _waiting;
    private byte[]? _buffer;
    private int _sent;
    private int _filled;
    private bool _isBroken;

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(_filled);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(_filled);
    }

    /// <inheritdoc/>
    public override void Advance(int bytes) => _filled += bytes;

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (TrySend())
        {
            return new ValueTask<FlushResult>(Result());
        }

        lock (_lock)
        {
            _isBlocked = true;
            _isWritable = false;
        }

        // Tried once more after the loop was told to say when there is room, for it may have been there since.
        while (!TrySend())
        {
            lock (_lock)
            {
                if (!_isWritable)
                {
                    _waiting.Reset();
                    _isWaiting = true;
                    return new ValueTask<FlushResult>(this, _waiting.Version);
                }

                _isWritable = false;
            }
        }

        Volatile.Write(ref _isBlocked, false);
        return new ValueTask<FlushResult>(Result());
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush()
    {
        lock (_lock)
        {
            if (!_isWaiting)
            {
                return;
            }

            _isWaiting = false;
        }

        _waiting.SetResult(new FlushResult(isCanceled: true, _isBroken));
    }

    /// <summary>Sends what can be sent at once: who does not read cannot hold the connection open.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (exception is null)
        {
            _ = TrySend();
        }

        ReturnBuffer();
    }

    /// <summary>Goes on with a flush that waits for room, on the loop.</summary>
    public void OnWritable()
    {
        if (!Volatile.Read(ref _isBlocked))
        {
            return;
        }

        lock (_lock)
        {
            if (!_isWaiting)
            {
                _isWritable = true;
                return;
            }

            _isWaiting = _isWritable = false;
        }

        while (!TrySend())
        {
            lock (_lock)
            {
                if (!_isWritable)
                {
                    _isWaiting = true;
                    return;
                }

                _isWritable = false;
            }
        }

        Volatile.Write(ref _isBlocked, false);
        _waiting.SetResult(Result());
    }

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token) => _waiting.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _waiting.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiting.OnCompleted(continuation, state, token, flags);

    /// <summary>Sends; false when there is no more room. A broken connection swallows the rest.</summary>
    private bool TrySend()
    {
        while (_sent < _filled && !_isBroken)
        {
            try
            {
                var count = Epoll.Send(connection.Descriptor, _buffer.AsSpan(_sent, _filled - _sent));
                if (count == NoRoom)
                {
                    return false;
                }

                _sent += count;
            }
            catch (IOException)
            {
                _isBroken = true;
            }
        }

        ReturnBuffer();
        return true;
    }

    private FlushResult Result() => new(isCanceled: false, _isBroken);

    private void MakeRoom(int sizeHint)
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BufferSizeBytes, sizeHint));
        }
        else if (_buffer.Length - _filled < Math.Max(1, sizeHint))
        {
            var length = _filled - _sent;
            var moved = ArrayPool<byte>.Shared.Rent(Math.Max(length + sizeHint, length * 2));
            _buffer.AsSpan(_sent, length).CopyTo(moved);
            ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _sent, _filled) = (moved, 0, length);
        }
    }

    private void ReturnBuffer()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }

        _sent = _filled = 0;
    }
}

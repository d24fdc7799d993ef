using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace WireSP.Wire.Transport;

/// <summary>One accepted socket on a loop: its two directions, and how it ends.</summary>
internal sealed class EpollConnection : DefaultConnectionContext, IDuplexPipe
{
    // What is read and thrown away before the socket closes: with unread bytes in it the system would take back the
    // last replies from a client that has not read them yet.
    private const int DrainedBytesMax = 64 * 1024;

    private static long _lastId;
    private static int _openCount;

    private readonly Socket _socket;
    private readonly EpollLoop _loop;
    private readonly EpollReader _reader;
    private readonly EpollWriter _writer;
    private readonly CancellationTokenSource _closed = new();
    private ConnectionAbortedException? _abortReason;
    private int _isClosing;
    private int _isDisposed;

    public EpollConnection(Socket socket, EpollLoop loop)
        : base(Interlocked.Increment(ref _lastId).ToString("x8", CultureInfo.InvariantCulture))
    {
        _socket = socket;
        _loop = loop;
        _reader = new EpollReader(this);
        _writer = new EpollWriter(this);
        Descriptor = (int)socket.Handle;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        Transport = this;
        loop.Add(this);
        _ = Interlocked.Increment(ref _openCount);
    }

    /// <summary>Connections of this process that hold a socket.</summary>
    public static int OpenCount => Volatile.Read(ref _openCount);

    /// <inheritdoc/>
    public PipeReader Input => _reader;

    /// <inheritdoc/>
    public PipeWriter Output => _writer;

    /// <summary>The socket's number.</summary>
    public int Descriptor { get; }

    /// <summary>What the loop knows this connection by.</summary>
    public long Token { get; set; }

    /// <summary>Goes on with what waits for the socket; called on the loop.</summary>
    public void OnReady(EpollReadiness readiness)
    {
        // A reader that waits finds the end by itself, behind what came before it.
        var isLeaving = (readiness & EpollReadiness.Leaving) != 0 && !_reader.IsWaiting;
        if ((readiness & EpollReadiness.Writable) != 0)
        {
            _writer.OnWritable();
        }

        if ((readiness & EpollReadiness.Readable) != 0)
        {
            _reader.OnReadable((readiness & EpollReadiness.Leaving) != 0);
        }

        if (isLeaving)
        {
            TellClosed();
        }
    }

    /// <summary>Whether the caller runs on this connection's loop.</summary>
    public bool IsOnLoop => _loop.IsCurrent;

    /// <summary>Has the loop look for input once more; called on the loop.</summary>
    public void ServeAgain() => _loop.ServeAgain(this);

    /// <summary>Ends a read of a connection that was aborted.</summary>
    /// <exception cref="ConnectionAbortedException">It was.</exception>
    public void ThrowIfAborted()
    {
        if (Volatile.Read(ref _abortReason) is { } reason)
        {
            throw new ConnectionAbortedException(reason.Message, reason);
        }
    }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        if (Interlocked.CompareExchange(ref _abortReason, abortReason, null) is null)
        {
            Shutdown(SocketShutdown.Both);
            TellClosed();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _writer.CompleteAsync();
        await _reader.CompleteAsync();
        _loop.Remove(this);
        Shutdown(SocketShutdown.Send);
        Drain();
        _socket.Dispose();
        _ = Interlocked.Decrement(ref _openCount);
        await base.DisposeAsync();
    }

    private void TellClosed()
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);
        }
    }

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            _socket.Shutdown(how);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is closed already, which is what was asked for.
        }
    }

    private void Drain()
    {
        Span<byte> unread = stackalloc byte[1024];
        var left = DrainedBytesMax;
        try
        {
            while (left > 0 && Epoll.Receive(Descriptor, unread) is > 0 and var count)
            {
                left -= count;
            }
        }
        catch (IOException)
        {
            // The client broke the connection first.
        }
    }
}

using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace WireSP.TestKit.Wire;

/// <summary>A connection of two pipes in memory, with the same back pressure as a socket's.</summary>
internal sealed class TestTransport : ConnectionContext, IConnectionLifetimeNotificationFeature
{
    private readonly Pipe _toServer;
    private readonly Pipe _toClient;
    private readonly CancellationTokenSource _closed = new();
    private readonly ObservedReader _reader;

    /// <summary>Opens the pipes.</summary>
    /// <param name="address">Where the client is said to be.</param>
    /// <param name="stopping">Asks the connection to end.</param>
    /// <param name="isInline">Whether the server runs on the thread that sends, so that a test can watch it.</param>
    public TestTransport(IPAddress address, CancellationToken stopping, bool isInline = false)
    {
        var scheduler = isInline ? PipeScheduler.Inline : PipeScheduler.ThreadPool;
        var options = new PipeOptions(
            readerScheduler: scheduler, writerScheduler: scheduler, useSynchronizationContext: false);
        _toServer = new Pipe(options);
        _toClient = new Pipe(options);
        _reader = new ObservedReader(_toServer.Reader);
        Transport = new Duplex(isInline ? _toServer.Reader : _reader, _toClient.Writer);
        Client = new Duplex(_toClient.Reader, _toServer.Writer);
        RemoteEndPoint = new IPEndPoint(address, 50000);
        ConnectionClosed = _closed.Token;
        ConnectionClosedRequested = stopping;
        Features.Set<IConnectionLifetimeNotificationFeature>(this);
    }

    public override string ConnectionId { get; set; } = "test";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public CancellationToken ConnectionClosedRequested { get; set; }

    /// <summary>The client's ends.</summary>
    public IDuplexPipe Client { get; }

    /// <summary>Why the server cut the connection; null when it did not.</summary>
    public ConnectionAbortedException? AbortReason { get; private set; }

    public void RequestClose() => CloseByClient();

    public override void Abort(ConnectionAbortedException abortReason)
    {
        AbortReason = abortReason;
        Transport.Input.CancelPendingRead();
        _toServer.Writer.Complete(abortReason);
        _toClient.Reader.CancelPendingRead();
        _toClient.Reader.Complete();
        _closed.Cancel();
    }

    /// <summary>Counts what the client has sent.</summary>
    public void Sent(int bytes) => _reader.Expect(bytes);

    /// <summary>Completes when the server has looked at everything that was sent and waits for more.</summary>
    public Task WaitForQuietAsync() => _reader.WaitForQuietAsync();

    /// <summary>The client goes away: what it sent can still be read, what it is sent goes nowhere.</summary>
    public void CloseByClient()
    {
        _toServer.Writer.Complete();
        _toClient.Reader.Complete();
        _closed.Cancel();
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

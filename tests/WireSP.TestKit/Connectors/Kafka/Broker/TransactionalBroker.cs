using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace WireSP.TestKit.Connectors.Kafka.Broker;

/// <summary>
/// A Kafka broker in memory that keeps the promises of transactions, which the client library's own mock cluster does
/// not: open and aborted records are hidden from readers of committed ones, group offsets become visible with their
/// transaction, and an earlier producer of the same id is fenced.
/// </summary>
public sealed class TransactionalBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly BrokerState _state = new();
    private readonly Lock _gate = new();
    private readonly Task _accepting;

    private TransactionalBroker()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The address to connect to.</summary>
    public string BootstrapServers => $"127.0.0.1:{Port}";

    /// <summary>Starts a broker.</summary>
    public static TransactionalBroker Start() => new();

    /// <summary>Makes a topic.</summary>
    public void CreateTopic(string topic, int partitionCount = 1)
    {
        lock (_gate)
        {
            _state.CreateTopic(topic, partitionCount);
        }
    }

    /// <summary>The offset behind the last record of a partition, the ends of transactions included.</summary>
    public long EndOffset(string topic, int partition)
    {
        lock (_gate)
        {
            return _state.Find(topic, partition)?.End ?? -1;
        }
    }

    /// <summary>The offset that a group has committed; -1 when it has none.</summary>
    public long CommittedOffset(string group, string topic, int partition)
    {
        lock (_gate)
        {
            return _state.CommittedOffset(group, topic, partition);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException
            or SocketException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        client.NoDelay = true;
        var requests = new BrokerRequests(_state, _gate, Port);
        try
        {
            var stream = client.GetStream();
            var length = new byte[4];
            while (true)
            {
                await stream.ReadExactlyAsync(length, _stop.Token);
                var request = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
                await stream.ReadExactlyAsync(request, _stop.Token);
                if (await requests.AnswerAsync(request, _stop.Token) is { } answer)
                {
                    await stream.WriteAsync(new BrokerWriter().Bytes(answer).ToArray(), _stop.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client is gone, or the broker ends.
        }
    }
}

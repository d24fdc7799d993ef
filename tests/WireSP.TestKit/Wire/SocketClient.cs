using System.Net;
using System.Net.Sockets;

namespace WireSP.TestKit.Wire;

/// <summary>A client of a <see cref="SocketServer"/> that sends any bytes, in packets as they are written.</summary>
public sealed class SocketClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SocketClient(Socket socket)
    {
        Socket = socket;
        Stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The bytes both ways.</summary>
    public NetworkStream Stream { get; }

    /// <summary>The socket.</summary>
    public Socket Socket { get; }

    /// <summary>Connects.</summary>
    public static Task<SocketClient> ConnectAsync(SocketServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ConnectAsync(server.EndPoint);
    }

    /// <summary>Connects.</summary>
    public static async Task<SocketClient> ConnectAsync(IPEndPoint endPoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint).WaitAsync(Patience);
        return new SocketClient(socket);
    }

    /// <summary>The next message.</summary>
    public async Task<TestMessage> ReceiveAsync()
    {
        var length = new byte[4];
        await Stream.ReadExactlyAsync(length).AsTask().WaitAsync(Patience);
        var message = new byte[BitConverter.ToInt32(length)];
        length.CopyTo(message, 0);
        await Stream.ReadExactlyAsync(message.AsMemory(4)).AsTask().WaitAsync(Patience);
        return TestMessage.Parse(message);
    }

    /// <summary>Whether the server closes next, rather than send a byte more.</summary>
    public async Task<bool> IsAtEndAsync()
    {
        try
        {
            return await Stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Sends a message again and again, until the server closes the connection.</summary>
    /// <exception cref="IOException">It did.</exception>
    public async Task FloodAsync(ReadOnlyMemory<byte> message)
    {
        while (true)
        {
            await Stream.WriteAsync(message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}

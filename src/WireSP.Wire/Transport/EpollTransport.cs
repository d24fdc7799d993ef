using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace WireSP.Wire.Transport;

/// <summary>
/// Kestrel's way to the sockets of the endpoints that ask for it: commands run on the thread that waits for bytes, with
/// one receive and one send for a request. All other endpoints stay with Kestrel's own transport.
/// </summary>
internal sealed class EpollTransport(TimeProvider clock)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly List<EndPoint> _endPoints = [];

    /// <summary>Takes an endpoint, where the system can.</summary>
    public void Take(EndPoint endPoint)
    {
        if (Epoll.IsAvailable)
        {
            _endPoints.Add(endPoint);
        }
    }

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => _endPoints.Exists(taken => ReferenceEquals(taken, endpoint));

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        try
        {
            socket.Listen(new SocketTransportOptions().Backlog);
            return ValueTask.FromResult<IConnectionListener>(new EpollListener(socket, clock));
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw error.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? new AddressInUseException(error.Message, error)
                : error;
        }
    }
}

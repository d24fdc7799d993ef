using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace WireSP.Wire.Transport;

/// <summary>Accepts connections and gives each to a loop.</summary>
internal sealed class EpollListener(Socket socket, TimeProvider clock) : IConnectionListener
{
    private static readonly TimeSpan PauseWithoutSockets = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Socket? accepted = null;
            try
            {
                // Those that find no place wait in the system's own queue.
                while (EpollConnection.OpenCount >= OpenFileLimit.SocketsMax)
                {
                    await Task.Delay(PauseWithoutSockets, clock, cancellationToken);
                }

                accepted = await socket.AcceptAsync(cancellationToken);
                accepted.NoDelay = true;
                accepted.Blocking = false;
                return new EpollConnection(accepted, EpollLoop.Next());
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.TooManyOpenSockets)
            {
                await Task.Delay(PauseWithoutSockets, clock, cancellationToken);
            }
            catch (Exception error) when (error is SocketException or IOException)
            {
                // The client left before it was served; the next one is not to suffer for it.
                accepted?.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}

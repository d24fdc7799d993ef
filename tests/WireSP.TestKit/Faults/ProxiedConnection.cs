using System.Net;
using System.Net.Sockets;

namespace WireSP.TestKit.Faults;

/// <summary>One connection through a <see cref="FaultProxy"/>, until both directions have ended.</summary>
internal sealed class ProxiedConnection(FaultProxy proxy, Socket client, FaultPlan plan)
{
    private const int PieceBytes = 16 * 1024;

    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Carries bytes both ways; ends without a failure.</summary>
    public async Task ServeAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(target, cancellationToken);
            await Task.WhenAll(
                PumpAsync(client, _server, isUpstream: true, cancellationToken),
                PumpAsync(_server, client, isUpstream: false, cancellationToken));
        }
        catch (Exception exception)
            when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone, so the other has nobody to talk to.
        }
        finally
        {
            client.Dispose();
            _server.Dispose();
        }
    }

    /// <summary>Tears the connection down on both sides.</summary>
    public void Tear()
    {
        client.Close(timeout: 0);
        _server.Close(timeout: 0);
    }

    private async Task PumpAsync(Socket from, Socket to, bool isUpstream, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        var left = isUpstream == plan.IsUpstream && plan.Fault != ConnectionFault.None
            ? plan.AfterBytes
            : long.MaxValue;
        try
        {
            while (await from.ReceiveAsync(piece, cancellationToken) is var count and > 0)
            {
                if (plan.DelayMs > 0 && proxy.IsFaulty)
                {
                    await Task.Delay(
                        TimeSpan.FromMilliseconds(plan.DelayMs), TimeProvider.System, cancellationToken);
                }

                if (count >= left && proxy.TryFault())
                {
                    await SendAsync(to, piece.AsMemory(0, (int)left), cancellationToken);
                    await MeetFaultAsync(from, to, cancellationToken);
                    return;
                }

                left = count >= left ? long.MaxValue : left - count;
                await SendAsync(to, piece.AsMemory(0, count), cancellationToken);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            Tear();
            throw;
        }
    }

    private async Task MeetFaultAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        switch (plan.Fault)
        {
            case ConnectionFault.Cut:
                client.Shutdown(SocketShutdown.Both);
                _server.Shutdown(SocketShutdown.Both);
                break;
            case ConnectionFault.Reset:
                Tear();
                break;
            case ConnectionFault.HalfClose:
                to.Shutdown(SocketShutdown.Send);
                await SwallowAsync(from, cancellationToken);
                Tear();
                break;
            default:
                await SwallowAsync(from, cancellationToken);
                Tear();
                break;
        }
    }

    // What comes is taken and never handed on, until whoever sends it gives up.
    private static async Task SwallowAsync(Socket from, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        while (await from.ReceiveAsync(piece, cancellationToken) > 0)
        {
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, cancellationToken)..];
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using WireSP.Bson;
using WireSP.Wire.Commands;
using WireSP.Wire.Framing;
using WireSP.Wire.Transport;

namespace WireSP.Wire.Connections;

/// <summary>
/// One connection: one loop that reads a message, runs its command and writes the reply, so that replies keep the order
/// of the requests. Short commands run on the receive path and allocate nothing.
/// </summary>
internal sealed class WireConnection(
    IDuplexPipe transport, ClientContext client, WireServices services, ConnectionDeadline deadline)
{
    // A client that has begun a message and sends at least this much in each period is slow, not hostile.
    private const int ProgressBytesMin = 64 * 1024;

    private readonly PipeReader _input = transport.Input;
    private readonly ReplySender _replies = new(transport.Output);
    private readonly RequestReader _requests = new(client, services.Compressors);
    private long _armedAtBytes;
    private bool _hasSpoken;
    private bool _isEnding;

    /// <summary>Whether the connection is over a cap: its first request is answered with an overload error.</summary>
    public bool IsRefused { get; init; }

    private bool IsRestricted => IsRefused || (client.User is null && services.Authenticator.IsRequired);

    private int MessageSizeBytesMax => IsRestricted
        ? WireLimits.PreAuthenticationMessageSizeBytesMax
        : WireLimits.MessageSizeBytesMax;

    /// <summary>Ends the loop after the messages that have arrived.</summary>
    public void StopReading() => _input.CancelPendingRead();

    /// <summary>Serves the connection until the client closes it, it breaks the protocol, or it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ServeMessagesAsync(cancellationToken);
        }
        catch (WireProtocolException error)
        {
            services.ProtocolErrors.Add(client.ConnectionId, client.RemoteEndPoint, error.Message);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            services.Logger.LogDebug(
                "Connection {Connection} from {Client} ended: {Reason}",
                client.ConnectionId, client.RemoteEndPoint, error.Message);
        }
        finally
        {
            deadline.Clear();
            await transport.Output.CompleteAsync();
            await _input.CompleteAsync();
        }
    }

    private async Task ServeMessagesAsync(CancellationToken cancellationToken)
    {
        Arm(bufferedBytes: 0);
        while (!_isEnding)
        {
            var received = await _input.ReadAsync(CancellationToken.None);
            var buffer = received.Buffer;
            while (!_isEnding
                && MessageFraming.TryRead(ref buffer, MessageSizeBytesMax, out var header, out var message))
            {
                if (_replies.UnflushedBytes >= WireLimits.UnflushedReplyBytesMax)
                {
                    await FlushAsync();
                }

                _hasSpoken = true;
                if (header.Length > WireLimits.MessageOnArrivalBytesMax || header.OpCode == OpCode.Compressed)
                {
                    await LeaveLoopAsync();
                }

                await ServeMessageAsync(header, message, cancellationToken);
            }

            // What was served is given back before the replies are flushed: a client may wait for its sending to end
            // before it reads any of them.
            var bufferedBytes = buffer.Length;
            _input.AdvanceTo(buffer.Start, buffer.End);
            await FlushAsync();
            ExpectMore(bufferedBytes);
            _isEnding |= received.IsCompleted || received.IsCanceled;
        }
    }

    // Decides how long the client may take for what comes next; a message that was begun keeps its deadline while it
    // only trickles in.
    private void ExpectMore(long bufferedBytes)
    {
        if (bufferedBytes == 0 || _armedAtBytes == 0
            || (!IsRestricted && bufferedBytes - _armedAtBytes >= ProgressBytesMin))
        {
            Arm(bufferedBytes);
        }
    }

    private void Arm(long bufferedBytes)
    {
        _armedAtBytes = bufferedBytes;
        var isIdle = bufferedBytes == 0 && _hasSpoken;
        if (isIdle)
        {
            deadline.Set(services.Options.IdleTimeout, "the next message");
        }
        else if (IsRestricted)
        {
            deadline.Set(services.Options.PreAuthenticationDeadline, "a whole message before authentication");
        }
        else
        {
            deadline.Set(services.Options.ReceiveTimeout, "the rest of a message");
        }
    }

    private async ValueTask ServeMessageAsync(
        MessageHeader header, ReadOnlySequence<byte> message, CancellationToken cancellationToken)
    {
        using var received = MessageBytes.From(message);
        using var inflated = _requests.Inflate(header, received.Segment, MessageSizeBytesMax);
        var incoming = _requests.Open(header, inflated.Segment.Array is null ? received.Segment : inflated.Segment);
        try
        {
            _requests.Read(incoming);
        }
        catch (MongoCommandException error)
        {
            Send(incoming, ErrorReply.Create(error));
            return;
        }
        catch (BsonFormatException error)
        {
            Send(incoming, ErrorReply.Create(new MongoCommandException(ErrorCode.InvalidBSON, error.Message)));
            return;
        }
        catch (WireProtocolException error) when (error.Code is { } code)
        {
            Send(incoming, ErrorReply.Create(new MongoCommandException(code, error.Message)));
            throw;
        }

        if (IsRefused)
        {
            Send(incoming, ErrorReply.Create(CommandErrors.Overloaded("too many connections")));
            _isEnding = true;
            return;
        }

        await AnswerAsync(incoming, cancellationToken);
    }

    private async ValueTask AnswerAsync(IncomingMessage incoming, CancellationToken cancellationToken)
    {
        var request = _requests.Request;
        if (EpollLoop.IsAnyCurrent && !services.Dispatcher.RunsOnArrival(request))
        {
            await LeaveLoopAsync();
        }

        do
        {
            var pending = services.Dispatcher.DispatchAsync(request, cancellationToken);
            if (!pending.IsCompleted)
            {
                await FlushBesideAsync();
            }

            BsonDocument reply;
            try
            {
                reply = await pending;
            }
            catch (OperationCanceledException)
            {
                _isEnding = true;
                reply = ErrorReply.Create(new MongoCommandException(
                    ErrorCode.ShutdownInProgress, "the server is shutting down"));
                request.ExhaustCounter = null;
            }

            var hasMore = request.ExhaustCounter is not null && !_isEnding;
            incoming = incoming with { ResponseTo = Send(incoming, reply, hasMore) };
            if (hasMore)
            {
                await FlushAsync();
            }
        }
        while (request.ExhaustCounter is not null && !_isEnding);
    }

    // What may take its time goes on in the thread pool: the other connections of the loop need not wait for it.
    private static async ValueTask LeaveLoopAsync()
    {
        if (EpollLoop.IsAnyCurrent)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    private int Send(in IncomingMessage incoming, BsonDocument reply, bool hasMore = false)
    {
        if (incoming.IsSilent)
        {
            return incoming.ResponseTo;
        }

        if (reply.Length > BsonLimits.DocumentSizeBytesMax + BsonLimits.EnvelopeSizeBytesMax)
        {
            reply = ErrorReply.Create(new MongoCommandException(
                ErrorCode.BSONObjectTooLarge, $"the reply would have {reply.Length} bytes; ask for less at once"));
        }

        return incoming.IsQuery
            ? _replies.SendReply(incoming.ResponseTo, reply)
            : _replies.SendMessage(
                incoming.ResponseTo, reply, hasMore ? OpMessageFlags.MoreToCome : OpMessageFlags.None,
                incoming.Compressor);
    }

    // Replies to earlier requests must not wait for a command that takes long. Whatever becomes of the flush, the
    // command still reads the receive buffer, so nothing may be thrown past it.
    private async ValueTask FlushBesideAsync()
    {
        deadline.Clear();
        try
        {
            await FlushAsync();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            _isEnding = true;
            services.Logger.LogDebug("Connection {Connection}: {Reason}", client.ConnectionId, error.Message);
        }
    }

    private async ValueTask FlushAsync()
    {
        if (_replies.UnflushedBytes == 0)
        {
            return;
        }

        var flushing = _replies.FlushAsync();
        if (!flushing.IsCompleted)
        {
            deadline.Set(services.Options.SendTimeout, "reading replies");
        }

        var flushed = await flushing;
        deadline.Clear();
        _isEnding |= flushed.IsCompleted;
    }
}

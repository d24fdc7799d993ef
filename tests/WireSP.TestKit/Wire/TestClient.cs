using System.Buffers;
using System.Buffers.Binary;
using WireSP.Bson;

namespace WireSP.TestKit.Wire;

/// <summary>
/// One client of a <see cref="TestServer"/>: commands as Extended JSON, or bytes as they are. Every wait has a limit
/// and says what did not happen.
/// </summary>
public sealed class TestClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestTransport _transport;
    private readonly Task _serving;
    private int _lastRequestId;

    internal TestClient(TestTransport transport, Task serving)
    {
        _transport = transport;
        _serving = serving;
    }

    /// <summary>Why the server cut the connection; null when it did not.</summary>
    public string? AbortReason => _transport.AbortReason?.Message;

    /// <summary>Runs a command given as Extended JSON; <c>$db</c> is <c>admin</c> unless it is there.</summary>
    public Task<TestReply> RunAsync(string command) => RunAsync(ExtendedJson.Parse(command));

    /// <summary>Runs a command; <c>$db</c> is <c>admin</c> unless it is there.</summary>
    public async Task<TestReply> RunAsync(BsonDocument command)
    {
        await SendAsync(TestMessage.Command(++_lastRequestId, WithDatabase(command)));
        return (await ReceiveAsync()).Reply;
    }

    /// <summary>Sends bytes as they are.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        _transport.Sent(bytes.Length);
        return Within(_transport.Client.Output.WriteAsync(bytes).AsTask(), "sending");
    }

    /// <summary>Receives the next message.</summary>
    public async Task<TestMessage> ReceiveAsync()
    {
        return await TryReceiveAsync()
            ?? throw new InvalidOperationException("the server closed the connection instead of replying");
    }

    /// <summary>Receives the next message; null when the server closes the connection.</summary>
    public async Task<TestMessage?> TryReceiveAsync()
    {
        var input = _transport.Client.Input;
        while (true)
        {
            System.IO.Pipelines.ReadResult read;
            try
            {
                read = await Within(input.ReadAsync().AsTask(), "a reply");
            }
            catch (InvalidOperationException) when (_transport.AbortReason is not null)
            {
                return null;
            }

            var buffer = read.Buffer;
            if (TryTake(ref buffer, out var message))
            {
                input.AdvanceTo(buffer.Start);
                return message;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted || read.IsCanceled)
            {
                return null;
            }
        }
    }

    /// <summary>Waits until the server has looked at everything that was sent and waits for more.</summary>
    public Task WaitForQuietAsync() => Within(_transport.WaitForQuietAsync(), "the server taking what was sent");

    /// <summary>Closes the client's side.</summary>
    public void Close() => _transport.CloseByClient();

    /// <summary>Waits until the server has ended the connection.</summary>
    public Task WaitForEndAsync() => Within(_serving, "the end of the connection");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Close();
        await WaitForEndAsync();
    }

    private static BsonDocument WithDatabase(BsonDocument command)
    {
        if (command.TryGetValue("$db"u8, out _))
        {
            return command;
        }

        var builder = new BsonDocumentBuilder();
        builder.AddRange(command);
        builder.Add("$db", "admin");
        return builder.ToDocument();
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out TestMessage? message)
    {
        message = null;
        if (buffer.Length < 4)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[4];
        buffer.Slice(0, 4).CopyTo(prefix);
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (buffer.Length < length)
        {
            return false;
        }

        message = TestMessage.Parse(buffer.Slice(0, length).ToArray());
        buffer = buffer.Slice(length);
        return true;
    }

    private static async Task<T> Within<T>(Task<T> task, string awaited)
    {
        await Within((Task)task, awaited);
        return await task;
    }

    private static async Task Within(Task task, string awaited)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{awaited}: did not happen within {Patience.TotalSeconds} s");
        }
    }
}

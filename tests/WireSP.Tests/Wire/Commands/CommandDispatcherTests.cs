using Microsoft.Extensions.Logging;
using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands;

public class CommandDispatcherTests
{
    [Theory]
    [InlineData("\"lsid\": { \"id\": 1 }")]
    [InlineData("\"$readPreference\": { \"mode\": \"primary\" }")]
    [InlineData("\"apiVersion\": \"1\", \"apiStrict\": true, \"apiDeprecationErrors\": true")]
    [InlineData("\"maxTimeMS\": 5, \"comment\": \"x\", \"readConcern\": {}, \"writeConcern\": {}")]
    [InlineData("\"$clusterTime\": {}")]
    public async Task The_envelope_is_taken_on_every_command(string fields) =>
        Assert.True((await TestServer.Connect().RunAsync("{ \"ping\": 1, " + fields + " }")).IsOk);

    [Theory]
    [InlineData("\"lsid\": 5", ErrorCode.TypeMismatch)]
    [InlineData("\"apiVersion\": \"2\"", ErrorCode.APIVersionError)]
    [InlineData("\"apiVersion\": 1", ErrorCode.TypeMismatch)]
    [InlineData("\"txnNumber\": 1", ErrorCode.IllegalOperation)]
    [InlineData("\"startTransaction\": true", ErrorCode.OperationNotSupportedInTransaction)]
    [InlineData("\"autocommit\": false", ErrorCode.OperationNotSupportedInTransaction)]
    [InlineData("\"lsid\": {}, \"lsid\": {}", ErrorCode.Location40413)]
    [InlineData("\"$db\": \"admin\", \"$db\": \"admin\"", ErrorCode.Location40413)]
    public async Task An_envelope_that_asks_for_what_is_not_there_is_refused(string fields, ErrorCode code) =>
        Assert.Equal(code, (await TestServer.Connect().RunAsync(Raw("ping", fields))).Error);

    [Fact]
    public async Task A_field_that_is_there_twice_is_refused_before_either_is_read()
    {
        var reply = await TestServer.Connect(Echo()).RunAsync(Raw("echo", "\"text\": \"a\", \"text\": \"b\""));

        Assert.Equal(ErrorCode.Location40413, reply.Error);
        Assert.Equal("BSON field 'echo.text' is a duplicate field", reply.Message);
    }

    [Fact]
    public async Task An_unknown_field_is_refused_with_the_nearest_known_name()
    {
        var reply = await TestServer.Connect(Echo()).RunAsync("""{ "echo": 1, "txet": "a" }""");

        Assert.Equal(ErrorCode.IDLUnknownField, reply.Error);
        Assert.Equal("BSON field 'echo.txet' is an unknown field. Did you mean 'text'?", reply.Message);
    }

    [Fact]
    public async Task An_unknown_field_like_none_is_refused_with_all_that_there_are()
    {
        var reply = await TestServer.Connect(Echo()).RunAsync("""{ "echo": 1, "connection": "a" }""");

        Assert.StartsWith(
            "BSON field 'echo.connection' is an unknown field. Known fields: ", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_refused_with_the_nearest_known_name()
    {
        var reply = await TestServer.Connect().RunAsync("""{ "listDatabase": 1 }""");

        Assert.Equal(ErrorCode.CommandNotFound, reply.Error);
        Assert.Equal("no such command: 'listDatabase'. Did you mean 'listDatabases'?", reply.Message);
    }

    [Fact]
    public async Task A_name_that_is_repeated_in_an_error_is_cut_and_has_no_control_characters()
    {
        var reply = await TestServer.Connect().RunAsync("{ \"" + new string('x', 50_000) + "\": 1 }");
        Assert.InRange(reply.Message.Length, 100, 300);
        var control = await TestServer.Connect().RunAsync("{ \"a\\u0007b\\r\\n\": 1 }");
        Assert.DoesNotContain(control.Message, char.IsControl);
    }

    [Fact]
    public async Task A_reply_without_ok_gets_one()
    {
        var reply = await TestServer.Connect(Echo()).RunAsync("""{ "echo": 1, "text": "a" }""");

        Assert.Equal(
            ExtendedJson.Parse("""{ "text": "a", "ok": { "$numberDouble": "1" } }""").Span, reply.Document.Span);
    }

    [Fact]
    public async Task A_large_reply_comes_whole()
    {
        var text = new string('y', 5_000_000);
        var reply = await TestServer.Connect(Echo()).RunAsync("{ \"echo\": 1, \"text\": \"" + text + "\" }");

        Assert.Equal(text, reply["text"].AsString);
        Assert.True(reply.IsOk);
    }

    [Fact]
    public async Task A_reply_beyond_the_limit_becomes_an_error()
    {
        var huge = new CommandRegistration(new CommandSpec("huge"), new HugeCommand());

        Assert.Equal(
            ErrorCode.BSONObjectTooLarge, (await TestServer.Connect(huge).RunAsync("""{ "huge": 1 }""")).Error);
    }

    [Fact]
    public async Task A_command_error_has_code_name_details_and_labels()
    {
        var failing = Failing(new MongoCommandException(ErrorCode.CommandFailed, "no")
        {
            ErrorDetails = ExtendedJson.Parse("""{ "stage": 1 }"""),
            ErrorLabels = ["RetryableError"],
        });
        var reply = await TestServer.Connect(failing).RunAsync("""{ "fail": 1 }""");

        Assert.Equal(
            ExtendedJson.Parse(
                """
                { "ok": { "$numberDouble": "0" }, "errmsg": "no", "code": 125, "codeName": "CommandFailed",
                  "errorLabels": ["RetryableError"], "errInfo": { "stage": 1 } }
                """).Span,
            reply.Document.Span);
    }

    [Fact]
    public async Task Any_other_exception_is_logged_and_told_by_an_id_only()
    {
        var logger = new RecordingLogger();
        var server = new TestServer(
            new WireServerOptions(), logger, [Failing(new InvalidOperationException("secret of the server"))]);
        var client = server.Connect();
        var reply = await client.RunAsync("""{ "fail": 1 }""");

        Assert.Equal(ErrorCode.InternalError, reply.Error);
        Assert.Matches("^internal error, correlationID = [0-9a-f]{24}$", reply.Message);
        Assert.Contains(reply.Message[^24..], Assert.Single(logger.Errors), StringComparison.Ordinal);
        Assert.True((await client.RunAsync("""{ "ping": 1 }""")).IsOk);
    }

    [Fact]
    public async Task A_command_that_interrupts_itself_is_told_so()
    {
        var reply = await TestServer.Connect(Failing(new OperationCanceledException())).RunAsync("""{ "fail": 1 }""");

        Assert.Equal(ErrorCode.Interrupted, reply.Error);
    }

    [Fact]
    public async Task A_host_may_replace_a_built_in_command()
    {
        var mine = new CommandRegistration(new CommandSpec("ping"), new EchoCommand());

        Assert.True((await TestServer.Connect(mine).RunAsync("""{ "ping": 1 }""")).IsOk);
    }

    private static BsonDocument Raw(string command, string fields)
    {
        // Written as bytes, because a JSON reader would fold two fields of one name into one.
        var builder = new BsonDocumentBuilder { { command, 1 } };
        foreach (var field in fields.Split(", \""))
        {
            builder.AddRange(ExtendedJson.Parse("{ " + (field.StartsWith('"') ? "" : "\"") + field + " }"));
        }

        return builder.ToDocument();
    }

    private static CommandRegistration Echo() =>
        new(new CommandSpec("echo") { Fields = ["text"] }, new EchoCommand());

    private static CommandRegistration Failing(Exception error) =>
        new(new CommandSpec("fail"), new FailingCommand(error));

    private sealed class EchoCommand : ICommandHandler
    {
        public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
            new(new BsonDocumentBuilder { { "text", request.Body["text"] } }.ToDocument());
    }

    private sealed class HugeCommand : ICommandHandler
    {
        public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
            new(new BsonDocumentBuilder { { "x", new string('x', 17_000_000) } }.ToDocument());
    }

    private sealed class FailingCommand(Exception error) : ICommandHandler
    {
        public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            throw error;
        }
    }

    private sealed class RecordingLogger : ILogger
    {
        public List<string> Errors { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error)
            {
                Errors.Add(formatter(state, exception));
            }
        }
    }
}

using WireSP.Bson;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>
/// The log that the shell shows at its start; empty, because start-up warnings go to the server's own log.
/// </summary>
internal sealed class GetLogCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("getLog")
    {
        Summary = "Lists the logs with \"*\", or returns one; both logs are empty.",
        AdminOnly = true,
        RequiredActions = [PrivilegeActions.ServerStatus],
    };

    private static readonly string[] Logs = ["global", "startupWarnings"];

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var argument = request.Argument;
        if (argument.Type != BsonType.String)
        {
            throw CommandErrors.WrongType("getLog", argument.Type, BsonType.String);
        }

        var name = argument.AsString;
        if (name == "*")
        {
            return new(new BsonDocumentBuilder
            {
                { "names", new BsonArrayBuilder { Logs[0], Logs[1] }.ToArray() }, { "ok", 1.0 },
            }.ToDocument());
        }

        if (!Logs.Contains(name))
        {
            throw new MongoCommandException(
                ErrorCode.OperationFailed, $"No log named '{CommandText.Echo(argument.AsStringUtf8)}'");
        }

        return new(new BsonDocumentBuilder
        {
            { "totalLinesWritten", 0 }, { "log", BsonArray.Empty }, { "ok", 1.0 },
        }.ToDocument());
    }
}

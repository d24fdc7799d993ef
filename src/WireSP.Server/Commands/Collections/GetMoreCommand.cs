using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Reads on from a cursor; a change stream waits for changes, at most as long as the client says.</summary>
internal sealed class GetMoreCommand(CollectionService service) : ICommandHandler
{
    // What the server waits when the client does not say.
    private static readonly TimeSpan WaitDefault = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    public static readonly CommandSpec Spec = new("getMore")
    {
        Summary = "Reads on from a cursor; a change stream waits maxTimeMS for changes.",
        Fields = ["batchSize", "collection"],
        RequiredActions = [PrivilegeActions.Find],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        if (request.Argument.Type != BsonType.Int64)
        {
            throw CommandErrors.WrongType("getMore", request.Argument.Type, BsonType.Int64);
        }

        var arguments = new CommandArguments(request);
        var collection = arguments.Text("collection") ?? throw CommandErrors.MissingField("getMore", "collection");
        var size = CursorOpening.Size(request.Body["batchSize"]) is { } given and > 0 ? given : int.MaxValue;
        var wait = arguments.WholeNumber("maxTimeMS", least: 0);
        var open = service.Cursors.Take(
            request.Argument.AsInt64, $"{request.Database}.{collection}", request.Client);
        try
        {
            return await ReadAsync(open, new CursorBatch(size), wait, cancellationToken);
        }
        finally
        {
            service.Cursors.Return(open);
        }
    }

    private async ValueTask<BsonDocument> ReadAsync(
        OpenCursor open, CursorBatch batch, long? waitMs, CancellationToken cancellationToken)
    {
        var isChangeStream = open.Cursor.ResumeToken is not null;
        if (waitMs > 0 && !isChangeStream)
        {
            throw new MongoCommandException(
                ErrorCode.BadValue, "cannot set maxTimeMS on getMore command for a non-awaitData cursor");
        }

        var wait = waitMs is { } given and > 0 ? TimeSpan.FromMilliseconds(given) : WaitDefault;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(open.Killed, cancellationToken);
        try
        {
            await open.Cursor.ReadAsync(batch, wait < WaitMax ? wait : WaitMax, ending.Token);
        }
        catch (OperationCanceledException) when (open.Killed.IsCancellationRequested)
        {
            throw new MongoCommandException(
                ErrorCode.CursorKilled, $"cursor {open.Id} was killed: operation was interrupted");
        }
        catch (CollectionException)
        {
            _ = service.Cursors.Remove(open);
            throw;
        }

        if (open.Cursor.IsExhausted)
        {
            _ = service.Cursors.Remove(open);
        }

        var reply = CursorReply.Begin(
            batch, isFirst: false, open.Cursor.IsExhausted ? 0 : open.Id, open.Name, open.Cursor.ResumeToken);
        return CursorReply.End(reply, isChangeStream ? service.Collections.OperationTime : null);
    }
}

using Microsoft.Extensions.Logging;
using WireSP.Bson;
using WireSP.Wire.Authentication;

namespace WireSP.Wire.Commands;

/// <summary>
/// Finds a command, checks who may run it where and with which fields, in that order and before any argument is read,
/// and runs it. Every failure becomes an error reply; only the end of the connection escapes, as a cancellation.
/// </summary>
internal sealed class CommandDispatcher(CommandTable table, IUserStore users, ILogger logger, TimeProvider clock)
{
    private const string AdminDatabase = "admin";

    /// <summary>Answers a request; the reply has <c>ok: 0.0</c> when the command failed.</summary>
    public async ValueTask<BsonDocument> DispatchAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var entry = Admit(request);
            return await entry.Handler.HandleAsync(request, cancellationToken);
        }
        catch (MongoCommandException error)
        {
            return ErrorReply.Create(error);
        }
        catch (BsonFormatException error)
        {
            return ErrorReply.Create(new MongoCommandException(ErrorCode.InvalidBSON, error.Message));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return ErrorReply.Create(new MongoCommandException(ErrorCode.Interrupted, "operation was interrupted"));
        }
        catch (Exception error)
        {
            // The client learns only the id: an unexpected exception's text may hold anything.
            var correlationId = ObjectId.New(clock);
            logger.LogError(
                error, "Command {Command} failed, correlationID = {CorrelationId}", request.Name, correlationId);
            return ErrorReply.Create(new MongoCommandException(
                ErrorCode.InternalError, $"internal error, correlationID = {correlationId}"));
        }
    }

    /// <summary>Whether the request is done so soon that it may run where its bytes arrive.</summary>
    public bool RunsOnArrival(CommandRequest request) =>
        table.TryFind(CommandName(request.Body), out var entry) && entry.Spec.RunsOnArrival;

    private CommandEntry Admit(CommandRequest request)
    {
        var name = CommandName(request.Body);
        var client = request.Client;
        _ = table.TryFind(name, out var entry);
        RefreshUser(client);
        if (client.User is null && users.RequiresAuthentication
            && entry is not { Spec.AllowedBeforeAuthentication: true })
        {
            throw CommandErrors.RequiresAuthentication(name);
        }

        if (entry is null)
        {
            throw CommandErrors.NotFound(name, table);
        }

        var spec = entry.Spec;
        request.Name = spec.Name;
        if (spec.AdminOnly && request.Database != AdminDatabase)
        {
            throw CommandErrors.AdminOnly(spec.Name);
        }

        for (var index = 0; index < spec.RequiredActions.Count; index++)
        {
            Privileges.Require(request, spec.RequiredActions[index]);
        }

        entry.CheckFields(request.Body);
        return entry;
    }

    private static ReadOnlySpan<byte> CommandName(BsonDocument body)
    {
        foreach (var element in body)
        {
            return element.NameUtf8;
        }

        return default;
    }

    // A user who was dropped, or whose roles changed, must not keep what the connection once got.
    private void RefreshUser(ClientContext client)
    {
        if (client.User is not { } user || client.UserVersion == users.Version)
        {
            return;
        }

        client.UserVersion = users.Version;
        client.User = users.TryFind(user.Database, user.Name, out var current) ? current.ToAuthenticatedUser() : null;
    }
}

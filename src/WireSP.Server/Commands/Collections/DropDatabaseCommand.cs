using WireSP.Bson;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Takes all collections of a database away.</summary>
internal sealed class DropDatabaseCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("dropDatabase")
    {
        Summary = "Takes all collections of a database away.",
        RequiredActions = [PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var database = request.Database;
        var isDropped = await service.Collections.WriteAsync(
            transaction => transaction.DropDatabase(database), cancellationToken);
        var reply = new BsonDocumentBuilder();
        if (isDropped)
        {
            reply.Add("dropped", database);
        }

        return WriteReply.End(reply, service.Collections);
    }
}

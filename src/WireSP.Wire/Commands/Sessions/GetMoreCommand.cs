using System.Globalization;
using WireSP.Bson;

namespace WireSP.Wire.Commands.Sessions;

/// <summary>Reads on from a cursor; none is ever open, so none is ever found.</summary>
internal sealed class GetMoreCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("getMore")
    {
        Summary = "Reads on from a cursor; none outlives its first batch.",
        Fields = ["collection"],
        IgnoredFields = ["batchSize"],
        RequiredActions = [PrivilegeActions.Find],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var id = request.Argument;
        throw id.Type == BsonType.Int64
            ? new MongoCommandException(
                ErrorCode.CursorNotFound,
                string.Create(CultureInfo.InvariantCulture, $"cursor id {id.AsInt64} not found"))
            : CommandErrors.WrongType("getMore", id.Type, BsonType.Int64);
    }
}

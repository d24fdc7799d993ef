using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Authentication;

/// <summary>Refuses the mechanisms that log in with one message: certificates are not offered.</summary>
internal sealed class AuthenticateCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("authenticate")
    {
        Summary = "Logs in with a certificate; refused, because the server offers SCRAM only.",
        Fields = ["mechanism", "user"],
        IgnoredFields = ["db"],
        AllowedBeforeAuthentication = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var mechanism = request.Body["mechanism"];
        var name = mechanism.Type == BsonType.String ? CommandText.Echo(mechanism.AsStringUtf8) : "";
        throw new MongoCommandException(
            ErrorCode.MechanismUnavailable,
            $"Received authentication for mechanism {name} which is not enabled; use SCRAM-SHA-256");
    }
}

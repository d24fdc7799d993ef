using WireSP.Bson;
using WireSP.Wire.Authentication;
using WireSP.Wire.Handshake;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>
/// The few server parameters that clients look at; the fields beside the name are the parameters' names.
/// </summary>
internal sealed class GetParameterCommand(ServerFacts server) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("getParameter")
    {
        Summary = "Returns server parameters: those named, or all with \"*\".",
        TakesAnyField = true,
        AdminOnly = true,
        RequiredActions = [PrivilegeActions.ServerStatus],
    };

    private readonly SortedDictionary<string, BsonValue> _parameters = new(StringComparer.Ordinal)
    {
        ["authenticationMechanisms"] = new BsonArrayBuilder
        {
            ScramMechanism.Sha1.Name, ScramMechanism.Sha256.Name,
        }.ToArray(),
        ["featureCompatibilityVersion"] = new BsonDocumentBuilder { { "version", server.FeatureVersion } }.ToDocument(),
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var wantsAll = request.Argument is { Type: BsonType.String } text && text.AsStringUtf8.SequenceEqual("*"u8);
        var reply = new BsonDocumentBuilder();
        var found = 0;
        foreach (var (name, value) in _parameters)
        {
            if (wantsAll || !request.Body[name].IsMissing)
            {
                reply.Add(name, value);
                found++;
            }
        }

        if (found == 0)
        {
            throw new MongoCommandException(ErrorCode.InvalidOptions, "no option found to get");
        }

        reply.Add("ok", 1.0);
        return new(reply.ToDocument());
    }
}

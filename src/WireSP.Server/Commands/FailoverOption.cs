using WireSP.Bson;
using WireSP.Server.Workspace;

namespace WireSP.Server.Commands;

/// <summary>
/// Checks <c>failover</c>: one server has no second region to fail over to, so only "off" is accepted.
/// </summary>
internal static class FailoverOption
{
    /// <summary>Checks the option of a create, start or modify.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">Failover is asked for.</exception>
    public static void Check(CommandArguments arguments)
    {
        var value = arguments.Find("failover");
        if (!value.IsMissing && !(value.Type == BsonType.Boolean && !value.AsBoolean))
        {
            throw StreamErrors.NotImplemented("failover is not supported by this server; leave the option out");
        }
    }
}

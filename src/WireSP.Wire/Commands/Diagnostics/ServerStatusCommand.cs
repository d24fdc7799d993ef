using WireSP.Bson;
using WireSP.Wire.Handshake;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>How the server does: time, memory, connections.</summary>
internal sealed class ServerStatusCommand(ServerFacts server) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("serverStatus")
    {
        Summary = "Returns uptime, memory and connection counts.",

        // Clients name sections to leave out or to add; there are none but these few.
        TakesAnyField = true,
        RequiredActions = [PrivilegeActions.ServerStatus],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var uptime = server.Uptime;
        return new(new BsonDocumentBuilder
        {
            { "host", Environment.MachineName },
            { "version", server.Version },
            { "process", "wiresp" },
            { "pid", (long)Environment.ProcessId },
            { "uptime", Math.Floor(uptime.TotalSeconds) },
            { "uptimeMillis", (long)uptime.TotalMilliseconds },
            { "uptimeEstimate", (long)uptime.TotalSeconds },
            { "localTime", BsonValue.FromDateTime(server.Clock.GetUtcNow()) },
            {
                "connections", new BsonDocumentBuilder
                {
                    { "current", server.Connections.Count },
                    { "available", server.Connections.Available },
                    { "totalCreated", server.Connections.Created },
                }.ToDocument()
            },
            {
                "mem", new BsonDocumentBuilder
                {
                    { "bits", 64 },
                    { "resident", (int)(Environment.WorkingSet >> 20) },
                    { "supported", true },
                }.ToDocument()
            },
            { "ok", 1.0 },
        }.ToDocument());
    }
}

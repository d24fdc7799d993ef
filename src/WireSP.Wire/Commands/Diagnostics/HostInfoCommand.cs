using System.Runtime.InteropServices;
using WireSP.Bson;
using WireSP.Wire.Handshake;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>The machine that the server runs on.</summary>
internal sealed class HostInfoCommand(ServerFacts server) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("hostInfo")
    {
        Summary = "Describes the machine: name, processors, memory, operating system.",
        RequiredActions = [PrivilegeActions.ServerStatus],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        new(new BsonDocumentBuilder
        {
            {
                "system", new BsonDocumentBuilder
                {
                    { "currentTime", BsonValue.FromDateTime(server.Clock.GetUtcNow()) },
                    { "hostname", Environment.MachineName },
                    { "cpuAddrSize", 64 },
                    { "memSizeMB", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20 },
                    { "numCores", Environment.ProcessorCount },
                    { "cpuArch", RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant() },
                    { "numaEnabled", false },
                }.ToDocument()
            },
            {
                "os", new BsonDocumentBuilder
                {
                    { "type", OperatingSystem.IsLinux() ? "Linux" : Environment.OSVersion.Platform.ToString() },
                    { "name", RuntimeInformation.OSDescription },
                    { "version", Environment.OSVersion.Version.ToString() },
                }.ToDocument()
            },
            { "extra", BsonDocument.Empty },
            { "ok", 1.0 },
        }.ToDocument());
}

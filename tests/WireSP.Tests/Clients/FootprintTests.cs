using System.Globalization;
using System.Text.Json;
using WireSP.TestKit;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Clients;

[Collection(RealClients.Name)]
public class FootprintTests
{
    private const long IdleBytesMax = 120L * 1024 * 1024;
    private const int IdleProcessorKiBMax = 256;

    [Fact]
    public async Task An_idle_server_stays_under_120_megabytes_and_ends_cleanly()
    {
        using var folder = new TemporaryFolder();
        await using var server = await WorkspaceProcess.StartAsync(folder.FullPath);
        (await Mongosh.EvaluateAsync(server.Uri, "db.hello().ok")).Succeeded();

        Assert.InRange(server.ResidentBytes, 1, IdleBytesMax);
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task A_thousand_idle_processors_add_less_than_256_kilobytes_each()
    {
        using var folder = new TemporaryFolder();
        await using var server = await WorkspaceProcess.StartAsync(folder.FullPath);
        var result = await ClientProgram.RunAsync(
            "node",
            [
                Repository.PathTo("tests/clients/idle-processors.mjs"), server.Uri,
                server.ProcessId.ToString(CultureInfo.InvariantCulture),
            ]);

        var measured = JsonDocument.Parse(result.Succeeded().Output).RootElement;
        Assert.Equal(1000, measured.GetProperty("processors").GetInt32());
        Assert.InRange(measured.GetProperty("eachKiB").GetInt32(), 0, IdleProcessorKiBMax);
    }
}

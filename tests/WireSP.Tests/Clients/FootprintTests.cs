using WireSP.TestKit.Clients;

namespace WireSP.Tests.Clients;

[Collection(RealClients.Name)]
public class FootprintTests
{
    private const long IdleBytesMax = 120L * 1024 * 1024;

    [Fact]
    public async Task An_idle_server_stays_under_120_megabytes_and_ends_cleanly()
    {
        using var folder = new TemporaryFolder();
        await using var server = await WorkspaceProcess.StartAsync(folder.FullPath);
        (await Mongosh.EvaluateAsync(server.Uri, "db.hello().ok")).Succeeded();

        Assert.InRange(server.ResidentBytes, 1, IdleBytesMax);
        Assert.Equal(0, await server.StopAsync());
    }
}

using WireSP.TestKit.Clients;

namespace WireSP.Tests.Clients;

[Collection(RealClients.Name)]
public class RestartTests
{
    private const string Create =
        """
        const pipeline = [{$source: {connectionName: 'sample_stream_solar'}}, {$emit: {connectionName: 'kafka1', topic: 't'}}];
        """;

    [Fact]
    public async Task Processors_and_connections_are_there_again_and_what_was_started_starts_by_itself()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await WorkspaceProcess.StartAsync(folder.FullPath))
        {
            (await Mongosh.EvaluateAsync(first.Uri, Create)).Succeeded();
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await WorkspaceProcess.StartAsync(folder.FullPath);
        var listed = await Mongosh.EvaluateAsync(
            second.Uri, "sp.listStreamProcessors().map(p => p.name + ' ' + p.state).join(', ')");

        Assert.Equal("kept STOPPED, running STARTED", listed.Succeeded().Output.Trim());
    }
}

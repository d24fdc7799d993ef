using WireSP.TestKit.Clients;

namespace WireSP.Tests.Clients;

[Collection(RealClients.Name)]
public sealed class RestartTests(OrdersWorkspace orders) : IDisposable
{
    private const string Pipeline =
        "[{$source: {connectionName: 'sample_stream_solar'}}, {$emit: {connectionName: 'kafka2', topic: 'copies'}}]";

    private const string Create =
        $$$"""
        db.adminCommand({createStreamConnection: 'kafka2', connection: {type: 'Kafka', bootstrapServers: 'BROKERS'}});
        sp.createStreamProcessor('kept', {{{Pipeline}}});
        sp.createStreamProcessor('running', {{{Pipeline}}});
        sp.running.start();
        """;

    // Waits until the processor has been started and has read something, as often as it takes.
    private const string Look =
        """
        const read = () => Number(sp.running.stats().stats.inputMessageCount);
        const state = () => sp.listStreamProcessors({name: 'running'})[0].state;
        for (let i = 0; i < 600 && (state() !== 'STARTED' || read() === 0); i++) sleep(50);
        const states = sp.listStreamProcessors().map(p => p.name + ' ' + p.state);
        states.concat(sp.listConnections({name: 'kafka2'}).map(c => c.name + ' ' + c.type)).join(', ')
        """;

    private const string LookWithoutWaiting = "sp.listStreamProcessors().map(p => p.name + ' ' + p.state).join(', ')";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Processors_and_connections_are_there_again_and_what_was_started_starts_by_itself()
    {
        await using (var first = await WorkspaceProcess.StartAsync(_folder.FullPath))
        {
            await CreateAsync(first);
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await WorkspaceProcess.StartAsync(_folder.FullPath);
        Assert.Equal("kept CREATED, running STARTED, kafka2 kafka", await EvaluateAsync(second, Look));
    }

    [Fact]
    public async Task They_are_there_again_after_the_process_was_killed()
    {
        await using (var first = await WorkspaceProcess.StartAsync(_folder.FullPath))
        {
            await CreateAsync(first);
        }

        await using var second = await WorkspaceProcess.StartAsync(_folder.FullPath);
        Assert.Equal("kept CREATED, running STARTED, kafka2 kafka", await EvaluateAsync(second, Look));
    }

    [Fact]
    public async Task What_was_stopped_stays_stopped()
    {
        await using (var first = await WorkspaceProcess.StartAsync(_folder.FullPath))
        {
            await CreateAsync(first);
            await EvaluateAsync(first, "sp.running.stop().ok");
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await WorkspaceProcess.StartAsync(_folder.FullPath);
        Assert.Equal("kept CREATED, running STOPPED", await EvaluateAsync(second, LookWithoutWaiting));
    }

    private Task<string> CreateAsync(WorkspaceProcess server) =>
        EvaluateAsync(server, Create.Replace("BROKERS", orders.Kafka.BootstrapServers, StringComparison.Ordinal));

    private static async Task<string> EvaluateAsync(WorkspaceProcess server, string script) =>
        (await Mongosh.EvaluateAsync(server.Uri, script)).Succeeded().Output.Trim();
}

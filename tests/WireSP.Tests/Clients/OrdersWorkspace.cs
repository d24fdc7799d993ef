using System.Globalization;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Connectors.Kafka;

namespace WireSP.Tests.Clients;

/// <summary>
/// The workspace of the README's session: a server process, and a Kafka cluster on whose topic <c>orders</c> this
/// program writes without end, two seconds of event time after the other, an apple and a pear each.
/// </summary>
public sealed class OrdersWorkspace : IAsyncLifetime
{
    private const int RecordsAtOnce = 12;
    private static readonly DateTime FirstOrderAt = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _feeding = Task.CompletedTask;
    private int _orders;

    public KafkaMockCluster Kafka { get; private set; } = null!;

    public WorkspaceProcess Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Assert.True(KafkaMockCluster.IsAvailable, "there is no librdkafka: src/native/fetch-librdkafka.sh builds it");
        Kafka = KafkaMockCluster.Start();
        Kafka.CreateTopic("orders");
        Kafka.CreateTopic("totals");
        _feeding = FeedAsync();
        Server = await WorkspaceProcess.StartAsync(
            _folder.FullPath,
            $$"""
            { "Connections": [
                { "name": "kafka1", "type": "Kafka", "bootstrapServers": "{{Kafka.BootstrapServers}}" } ] }
            """);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _feeding;
        await Server.DisposeAsync();
        await Kafka.DisposeAsync();
        _folder.Dispose();
        _stop.Dispose();
    }

    private async Task FeedAsync()
    {
        try
        {
            while (true)
            {
                await Kafka.ProduceAsync("orders", [.. Enumerable.Range(0, RecordsAtOnce).Select(_ => NextOrder())]);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The last test is over.
        }
    }

    private string NextOrder()
    {
        var at = FirstOrderAt.AddSeconds(_orders).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var item = _orders++ % 2 == 0 ? "apple" : "pear";
        return $$"""{"item": "{{item}}", "amount": 2, "at": "{{at}}"}""";
    }
}

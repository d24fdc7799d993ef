using WireSP.Connectors.Documents;
using WireSP.Connectors.Kafka;
using WireSP.Connectors.Local;
using WireSP.Connectors.Sample;
using WireSP.Connectors.Schedule;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors;

/// <summary>Every connector that there is, sorted by name; a new one is one row.</summary>
public static class ConnectorTable
{
    /// <summary>The connectors.</summary>
    public static IReadOnlyList<IConnector> All { get; } =
    [
        new DocumentsConnector(),
        new KafkaConnector(),
        new LocalConnector(),
        new SampleConnector(),
        new ScheduleConnector(),
    ];
}

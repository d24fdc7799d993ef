using WireSP.Connectors.Documents;
using WireSP.Connectors.Kafka;
using WireSP.Connectors.Local;
using WireSP.Connectors.MongoDb;
using WireSP.Connectors.Sample;
using WireSP.Connectors.Schedule;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors;

/// <summary>Every connector that there is, sorted by name; a new one is one row.</summary>
public static class ConnectorTable
{
    /// <summary>The connectors, where pipelines are compiled and none is run.</summary>
    public static IReadOnlyList<IConnector> All { get; } = Create(collections: null);

    /// <summary>The connectors of a workspace.</summary>
    /// <param name="collections">The endpoint's own collections; null where there are none.</param>
    public static IReadOnlyList<IConnector> Create(ILocalCollections? collections)
    {
        var pools = new MongoClientPools(TimeProvider.System);
        return
        [
            new DocumentsConnector(),
            new KafkaConnector(),
            new LocalConnector(collections),
            new MongoDbConnector(MongoConnectionReader.ClusterType, pools),
            new MongoDbConnector(MongoConnectionReader.PlainType, pools),
            new SampleConnector(),
            new ScheduleConnector(),
        ];
    }
}

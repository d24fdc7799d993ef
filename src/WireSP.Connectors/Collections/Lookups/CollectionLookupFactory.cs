using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>Lookups in a collection of a connection, whatever kind it is.</summary>
internal sealed class CollectionLookupFactory(
    ICollectionConnector connector, ConnectionDefinition connection, LookupRequest request) : IEnricherFactory
{
    /// <inheritdoc/>
    public int Parallelism => request.Parallelism;

    /// <inheritdoc/>
    public IEnricher Create(TaskContext context)
    {
        var access = connector.OpenCollections(connection);
        var target = new LookupTarget(access, request);
        return request switch
        {
            { Cache: { } cache } => new CachedLookup(new EqualityLookup(target), request, cache, context),
            { Pipeline: null } => new EqualityLookup(target),
            _ => new PipelineLookup(target),
        };
    }

    /// <inheritdoc/>
    public void Explain(BsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("connectionName"u8, connection.Name);
        writer.WriteString("from"u8, $"{request.Database}.{request.Collection}");
        writer.WriteString("queries"u8, request.Pipeline is null ? "onePerBatch" : "onePerDistinctQuestion");
        writer.WriteInt32("parallelism"u8, request.Parallelism);
        if (request.Cache is { } cache)
        {
            writer.WriteInt64("ttlMs"u8, (long)cache.TimeToLive.TotalMilliseconds);
        }
    }
}

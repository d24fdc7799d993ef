using WireSP.Connectors.Collections.Lookups;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Collections;

/// <summary>A connector whose connections hold collections.</summary>
public interface ICollectionConnector : IConnector
{
    /// <summary>Takes a share in a connection's collections; disposing it gives the share back.</summary>
    /// <exception cref="StreamProcessorException">The connection cannot be used here at all.</exception>
    ICollectionAccess OpenCollections(ConnectionDefinition connection);

    /// <summary>
    /// Whether writes can be committed together with a checkpoint; where they may, the collections are
    /// <see cref="IAtomicCollections"/>.
    /// </summary>
    CommitSupport CommitsWithCheckpoints => CommitSupport.Never;

    /// <summary>Why nobody may write to a collection of that name; null when one may.</summary>
    string? FindRefusal(CollectionNamespace name) => null;

    /// <inheritdoc/>
    IEnricherFactory? IConnector.ParseLookup(
        StageContext stage, ConnectionDefinition connection, LookupRequest request) =>
        new CollectionLookupFactory(this, connection, request);
}

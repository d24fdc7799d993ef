using WireSP.Streaming;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Collections;

/// <summary>A connector whose connections hold collections.</summary>
public interface ICollectionConnector : IConnector
{
    /// <summary>Takes a share in a connection's collections; disposing it gives the share back.</summary>
    /// <exception cref="StreamProcessorException">The connection cannot be used here at all.</exception>
    ICollectionAccess OpenCollections(ConnectionDefinition connection);
}

using WireSP.Connectors.Local;

namespace WireSP.Server.Collections;

/// <summary>What the commands on collections work with.</summary>
/// <param name="Collections">The collections of this endpoint.</param>
/// <param name="Cursors">The cursors that clients have open.</param>
internal sealed record CollectionService(ILocalCollections Collections, OpenCursors Cursors);

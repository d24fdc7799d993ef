namespace WireSP.Connectors.Local;

/// <summary>How much a collection holds.</summary>
/// <param name="Documents">Number of documents.</param>
/// <param name="Bytes">Bytes of all documents.</param>
public readonly record struct CollectionSize(long Documents, long Bytes);

namespace WireSP.Connectors.Collections;

/// <summary>A collection's full name.</summary>
/// <param name="Database">The database.</param>
/// <param name="Collection">The collection in it.</param>
public readonly record struct CollectionNamespace(string Database, string Collection)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Database}.{Collection}";
}

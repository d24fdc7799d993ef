namespace WireSP.Connectors.Collections;

/// <summary>Whose changes a stream tells: a collection's, a database's, or everybody's.</summary>
/// <param name="Database">The database; null for all.</param>
/// <param name="Collection">The collection; null for all.</param>
public sealed record ChangeStreamScope(string? Database, string? Collection);

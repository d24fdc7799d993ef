namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>A document's place: its collection's full name, and its <c>_id</c> as text that is equal where the language
/// says that the values are.</summary>
internal readonly record struct ReplicaKey(string Collection, string Id);

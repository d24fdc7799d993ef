using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>An entry of the connection registry as connectors see it, with secrets resolved.</summary>
/// <param name="Name">The name that pipelines use.</param>
/// <param name="Type">The registry's type name, for example <c>Kafka</c>, <c>Sample</c>, <c>MongoDB</c>.</param>
/// <param name="Options">The whole entry, with the key names of the Administration API.</param>
public sealed record ConnectionDefinition(string Name, string Type, BsonDocument Options);

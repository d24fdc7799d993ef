using WireSP.Bson;

namespace WireSP.Streaming.Sources;

/// <summary>
/// A source record that is not a document: goes to the dead letter queue with its raw content and the reason.
/// </summary>
/// <param name="Raw">The raw content as a string (when it is text) or as binary data.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Origin">Where it came from.</param>
public readonly record struct UndecodableRecord(BsonValue Raw, string Reason, DocumentOrigin Origin);

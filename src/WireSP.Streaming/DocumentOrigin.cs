using WireSP.Bson;

namespace WireSP.Streaming;

/// <summary>Where a document came from: enough to write its stream metadata when somebody asks for it.</summary>
/// <param name="Describer">Knows the source's kind and names; shared by many documents.</param>
/// <param name="Partition">The source partition's number among those that the source announced; 0 when it has
/// none.</param>
/// <param name="Position">Offset or sequence number inside the partition.</param>
/// <param name="IngestTimeMs">When the source took the document in, milliseconds since 1970-01-01 UTC.</param>
/// <param name="Details">What differs by document (key, headers, …); lives in the batch like the body.</param>
public readonly record struct DocumentOrigin(
    IOriginDescriber? Describer,
    int Partition,
    long Position,
    long IngestTimeMs,
    BsonDocument Details);

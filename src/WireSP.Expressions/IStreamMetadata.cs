using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>Metadata that travels beside a document: where it came from, its window, what the pipeline set.</summary>
public interface IStreamMetadata
{
    /// <summary>The whole metadata document, as <c>{$meta: "stream"}</c> shows it; made on demand.</summary>
    BsonDocument GetStreamMetadata();
}

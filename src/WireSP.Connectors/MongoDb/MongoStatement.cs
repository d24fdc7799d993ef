using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>One document of a merge on its way into a command.</summary>
/// <param name="Index">Its place among those given.</param>
/// <param name="Write">The document and what happens to it.</param>
/// <param name="Key">Its key.</param>
/// <param name="Query">The query that finds the document of that key.</param>
internal sealed record MongoStatement(int Index, MergeWrite Write, string Key, BsonDocument Query);

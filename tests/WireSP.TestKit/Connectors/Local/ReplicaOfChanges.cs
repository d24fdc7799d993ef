using WireSP.Bson;
using WireSP.Streaming.Sources;
using Xunit;

namespace WireSP.TestKit.Connectors.Local;

/// <summary>
/// What a reader knows of a collection whose documents count their versions in <c>v</c>, applying each change strictly:
/// a change that comes twice, or one that does not come, fails the test.
/// </summary>
public sealed class ReplicaOfChanges
{
    private readonly Dictionary<string, long> _versions;

    /// <summary>Begins with nothing.</summary>
    public ReplicaOfChanges()
        : this([])
    {
    }

    private ReplicaOfChanges(Dictionary<string, long> versions) => _versions = versions;

    /// <summary>The documents in short, sorted: <c>1 v3</c>.</summary>
    public IReadOnlyList<string> Documents =>
        [.. _versions.Select(pair => $"{pair.Key} v{pair.Value}").Order(StringComparer.Ordinal)];

    /// <summary>The same for a document of the collection.</summary>
    public static string Describe(BsonDocument document) => $"{Name(document["_id"])} v{Version(document["v"])}";

    /// <summary>What is known now, as a checkpoint would keep it.</summary>
    public ReplicaOfChanges Copy() => new(new Dictionary<string, long>(_versions));

    /// <summary>Applies a batch.</summary>
    public void Apply(SourceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Assert.Empty(batch.Undecodable);
        foreach (var document in batch.Documents)
        {
            Apply(document.Body);
        }
    }

    private void Apply(BsonDocument change)
    {
        var id = Name(change["documentKey"].AsDocument["_id"]);
        switch (change["operationType"].AsString)
        {
            case "insert":
                Assert.True(
                    _versions.TryAdd(id, Version(change["fullDocument"].AsDocument["v"])), $"{id} came a second time");
                break;
            case "update":
                var version = Version(change["updateDescription"].AsDocument["updatedFields"].AsDocument["v"]);
                Assert.True(_versions.TryGetValue(id, out var known), $"{id} was updated and never seen");
                Assert.True(version == known + 1, $"{id} has version {known} and was updated to {version}");
                _versions[id] = version;
                break;
            default:
                Assert.Equal("delete", change["operationType"].AsString);
                Assert.True(_versions.Remove(id), $"{id} was deleted and never seen");
                break;
        }
    }

    private static string Name(BsonValue id) => ExtendedJson.Format(id);

    private static long Version(BsonValue value) => value.Type == BsonType.Int32 ? value.AsInt32 : value.AsInt64;
}

using WireSP.Bson;

namespace WireSP.TestKit.Simulation;

/// <summary>Where results and dead letters go: what has taken effect there, whoever brought it.</summary>
internal sealed class SimulatedOutside(SimulationPlan plan)
{
    private readonly List<BsonDocument> _applied = [];
    private readonly List<string> _deadLetters = [];
    private readonly HashSet<string> _deadDocuments = [];
    private readonly HashSet<string> _refused = [];

    /// <summary>Whose transactions may still be committed: the sink that was opened last.</summary>
    public int Fence { get; set; }

    /// <summary>The checkpoint that was committed last.</summary>
    public long? Mark { get; set; }

    /// <summary>The same dead letter may be there several times.</summary>
    public IEnumerable<string> DeadLetters => _deadLetters.Distinct().Order(StringComparer.Ordinal);

    /// <summary>What a reader of the target sees, each with how many times it is there.</summary>
    public IReadOnlyList<string> Effects => plan.Delivery switch
    {
        SimulatedDelivery.Add => [.. _applied.GroupBy(KeyOf).Select(Sum).Order(StringComparer.Ordinal)],
        SimulatedDelivery.Replace => [.. _applied.GroupBy(KeyOf).Select(Last).Order(StringComparer.Ordinal)],
        _ => [.. _applied.Select(Text).Order(StringComparer.Ordinal)],
    };

    /// <summary>Lets documents take effect.</summary>
    public int Apply(IReadOnlyCollection<BsonDocument> documents)
    {
        _applied.AddRange(documents);
        return documents.Count;
    }

    /// <summary>Documents that the target has refused and that are no dead letters.</summary>
    public IEnumerable<string> Lost => _refused.Except(_deadDocuments);

    /// <summary>Keeps a dead letter; when and how it came to be one does not matter.</summary>
    public void KeepDeadLetter(BsonDocument deadLetter)
    {
        _ = _deadDocuments.Add(Show(deadLetter["doc"]));
        _deadLetters.Add($"{Show(deadLetter["operatorName"])} {Show(deadLetter["doc"])}");
    }

    /// <summary>Whether the target refuses a document.</summary>
    public bool Refuses(BsonDocument document)
    {
        var isRefused = Key(document) is { Type: BsonType.Int32 } key && key.AsInt32 == plan.RefusedKey;
        if (isRefused)
        {
            _ = _refused.Add(Text(document));
        }

        return isRefused;
    }

    private static BsonValue Key(BsonDocument document) =>
        document["_id"].IsMissing ? document["k"] : document["_id"];

    private static string KeyOf(BsonDocument document) =>
        $"{Show(Key(document))} {Show(document["w"])} {Show(document["i"])}";

    private static string Show(BsonValue value) => value.IsMissing ? "" : ExtendedJson.Format(value);

    private static string Text(BsonDocument document) => ExtendedJson.Format(document);

    private static string Sum(IGrouping<string, BsonDocument> documents) =>
        $"{documents.Key}: {documents.Count()} times, {documents.Sum(document => document["x"].AsInt32)}";

    private static string Last(IGrouping<string, BsonDocument> documents) => Text(documents.Last());
}

using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Expressions.Updates;

namespace WireSP.Connectors.Local;

/// <summary>
/// What merging many documents by one plan needs again and again: the compiled pipeline, the reader of keys, the
/// collection found last. Used on the writer's thread alone.
/// </summary>
/// <param name="plan">What the writes have in common.</param>
/// <param name="clock">The clock of the collections.</param>
internal sealed class LocalMerge(MergePlan plan, TimeProvider clock)
{
    private LocalCatalog? _catalog;
    private LocalCollection? _collection;
    private LocalIndex? _index;

    /// <summary>What the writes have in common.</summary>
    public MergePlan Plan => plan;

    /// <summary>Whether a document that is there already is an error, as an aggregation may ask.</summary>
    public bool FailsWhenMatched { get; init; }

    /// <summary>Whether a document that is not there is an error, as an aggregation may ask.</summary>
    public bool FailsWhenNotMatched { get; init; }

    /// <summary>Reads keys.</summary>
    public MergeKey Key { get; } = new(plan.On);

    /// <summary>The compiled pipeline; null without one.</summary>
    public UpdateOperation? Pipeline { get; } = plan.Pipeline is { } stages
        ? UpdateCompiler.Compile(BsonValue.FromArray(stages), variableNames: plan.VariableNames)
        : null;

    /// <summary>What updates read and write.</summary>
    public UpdateContext Context { get; } = new(clock);

    /// <summary>Where documents are put together.</summary>
    public BsonWriter Output { get; } = new(4096);

    /// <summary>The collection to merge into, made when there is none, and its unique index on the key.</summary>
    /// <exception cref="CollectionException">Nobody may write there, or there is no such index.</exception>
    public (LocalCollection Collection, LocalIndex Index) Find(LocalTransaction transaction, CollectionNamespace name)
    {
        if (!ReferenceEquals(_catalog, transaction.Catalog) || _collection!.Name != name)
        {
            _collection = transaction.FindOrCreate(name);
            if (_collection.TimeSeries is not null)
            {
                throw CollectionErrors.TimeSeries(name, "Cannot merge");
            }

            _index = FindIndex(_collection.Indexes) ?? throw NoIndex(name);
            _catalog = transaction.Catalog;
        }

        return (_collection, _index!);
    }

    /// <summary>Checks that a collection has the index, without making it.</summary>
    /// <exception cref="CollectionException">It has not, or nobody may write there.</exception>
    public void Check(LocalTransaction transaction, CollectionNamespace name)
    {
        NamespaceRules.CheckWritable(name);
        _ = FindIndex(transaction.Find(name)?.Indexes ?? [LocalIndex.OfIds]) ?? throw NoIndex(name);
    }

    private LocalIndex? FindIndex(IReadOnlyList<LocalIndex> indexes)
    {
        foreach (var index in indexes)
        {
            if (index.IsUnique && index.Filter is null && !index.IsSparse && index.Paths.Count == plan.On.Count
                && index.Paths.All(path => plan.On.Contains(path, StringComparer.Ordinal)))
            {
                return index;
            }
        }

        return null;
    }

    private CollectionException NoIndex(in CollectionNamespace name) =>
        new(CollectionFailures.NoIndexCode, UniqueIndexes.Refusal(name, plan.On));
}

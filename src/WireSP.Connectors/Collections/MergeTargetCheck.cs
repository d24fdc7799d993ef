using System.Collections.Concurrent;
using WireSP.Bson;
using WireSP.Connectors.Collections.TimeSeries;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Checks that a collection can be merged into, when it is first met: a unique index has the fields by which documents
/// belong together, and it is neither time series nor view. Where the user names no fields, the key of a sharded one is
/// asked for.
/// </summary>
internal sealed class MergeTargetCheck
{
    private readonly MergeOptions _options;
    private readonly ICollectionAccess _access;
    private readonly ConcurrentDictionary<CollectionNamespace, IReadOnlyList<string>> _shardKeys = new();

    /// <summary>Creates the checks of what a stage merges into.</summary>
    public MergeTargetCheck(MergeOptions options, ICollectionAccess access)
    {
        _options = options;
        _access = access;
        Plan = options.Plan with { ShardKeys = _shardKeys };
        Targets = new TargetChecks(options.Target, access, CheckAsync);
    }

    /// <summary>The stage's plan with the shard keys that were found.</summary>
    public MergePlan Plan { get; }

    /// <summary>Has each collection checked once.</summary>
    public TargetChecks Targets { get; }

    private async ValueTask CheckAsync(CollectionNamespace name, CancellationToken cancellationToken)
    {
        var description = await _access.DescribeAsync(name, cancellationToken).ConfigureAwait(false);
        if (description is null && _options.Plan.On is ["_id"])
        {
            return;
        }

        if (description is { } found && found["type"] is { Type: BsonType.String, AsString: "view" })
        {
            throw CollectionFailures.View(name);
        }

        if (TimeSeriesSpec.Described(description) is not null)
        {
            throw CollectionFailures.TimeSeries(name);
        }

        if (!_options.IsOnWritten)
        {
            // No index has to be looked for: the shards see to it that these fields are unique.
            var shardKey = await _access.ReadShardKeyAsync(name, cancellationToken).ConfigureAwait(false);
            if (shardKey is not ([] or ["_id"]))
            {
                _shardKeys[name] = shardKey;
            }

            return;
        }

        var indexes = await _access.ListIndexesAsync(name, cancellationToken).ConfigureAwait(false);
        if (!UniqueIndexes.Cover(indexes, _options.Plan.On))
        {
            throw CollectionFailures.NoUniqueIndex(name, _options.Plan.On);
        }
    }
}

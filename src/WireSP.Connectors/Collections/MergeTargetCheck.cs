using WireSP.Connectors.Collections.TimeSeries;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Checks that a collection can be merged into, when it is first met: a unique index has the fields by which documents
/// belong together, and it is no time series.
/// </summary>
internal static class MergeTargetCheck
{
    /// <summary>The checks of what a stage merges into.</summary>
    public static TargetChecks Of(MergeOptions options, ICollectionAccess access) => new(
        options.Target, access, (name, cancellationToken) => CheckAsync(options, access, name, cancellationToken));

    private static async ValueTask CheckAsync(
        MergeOptions options,
        ICollectionAccess access,
        CollectionNamespace name,
        CancellationToken cancellationToken)
    {
        var description = await access.DescribeAsync(name, cancellationToken).ConfigureAwait(false);
        if (description is null && options.Plan.On is ["_id"])
        {
            return;
        }

        if (TimeSeriesSpec.Described(description) is not null)
        {
            throw CollectionFailures.TimeSeries(name);
        }

        var indexes = await access.ListIndexesAsync(name, cancellationToken).ConfigureAwait(false);
        if (!UniqueIndexes.Cover(indexes, options.Plan.On))
        {
            throw CollectionFailures.NoUniqueIndex(name, options.Plan.On);
        }
    }
}

using WireSP.Connectors.Collections.TimeSeries;
using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Checks that a collection can be merged into, when it is first met: a unique index has the fields by which documents
/// belong together, and it is no time series.
/// </summary>
internal sealed class MergeTargetCheck(MergeOptions options, ICollectionAccess access)
{
    /// <summary>Checks the collection that is known from the start.</summary>
    /// <exception cref="StreamProcessorException">It has no such index, or cannot be reached.</exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (options.Target.Constant is { } name)
        {
            await CheckAsync(name, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Collections that are not there are told at the start, and not when the first document comes.
            _ = await access.ReadOperationTimeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checks the collections that were met since the last call.</summary>
    /// <exception cref="StreamProcessorException">One has no such index, or cannot be reached.</exception>
    public async ValueTask CheckNewAsync(TargetNames targets, CancellationToken cancellationToken)
    {
        if (targets.New.Count == 0)
        {
            return;
        }

        if (options.Target.Constant is null)
        {
            foreach (var name in targets.New)
            {
                await CheckAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }

        targets.ForgetNew();
    }

    private async ValueTask CheckAsync(CollectionNamespace name, CancellationToken cancellationToken)
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

using System.Collections.Concurrent;
using WireSP.Bson;

namespace WireSP.Connectors.Collections.TimeSeries;

/// <summary>
/// Inserts measurements into time series collections, which it makes where they are not there. Nothing is ever looked
/// for or changed, so what is written a second time after a failure may be there twice.
/// </summary>
/// <param name="options">The stage.</param>
/// <param name="series">How collections are made that are not there; null when none is made.</param>
/// <param name="access">The collections.</param>
internal sealed class TimeSeriesWriter(MergeOptions options, TimeSeriesSpec? series, ICollectionAccess access)
    : ICollectionWriter
{
    // A server's limit, so that a measurement fits a bucket.
    private const int DocumentBytesMax = 4 * 1024 * 1024;

    private const int BadValueCode = 2;
    private const int TooLargeCode = 10334;

    // Read by all lanes while collections are added by the one who fills them.
    private readonly ConcurrentDictionary<CollectionNamespace, TimeSeriesSpec> _known = new();

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (options.Target.Constant is { } name)
        {
            await PrepareAsync(name, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Collections that are not there are told at the start, and not when the first document comes.
            _ = await access.ReadOperationTimeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask CheckNewAsync(TargetNames targets, CancellationToken cancellationToken)
    {
        foreach (var name in targets.New)
        {
            if (!_known.ContainsKey(name))
            {
                await PrepareAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }

        targets.ForgetNew();
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WriteFailure>> WriteAsync(
        IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken)
    {
        List<WriteFailure> failures = [];
        Dictionary<CollectionNamespace, Measurements> byTarget = [];
        for (var i = 0; i < writes.Count; i++)
        {
            var (into, document) = (writes[i].Into, writes[i].Document);
            if (FindFailure(i, document, _known[into]) is { } failure)
            {
                failures.Add(failure);
                continue;
            }

            if (!byTarget.TryGetValue(into, out var measurements))
            {
                byTarget.Add(into, measurements = new Measurements([], []));
            }

            measurements.Documents.Add(document);
            measurements.Places.Add(i);
        }

        foreach (var (into, measurements) in byTarget)
        {
            foreach (var failure in await access.InsertAsync(into, measurements.Documents, cancellationToken)
                .ConfigureAwait(false))
            {
                failures.Add(failure with { Index = measurements.Places[failure.Index] });
            }
        }

        failures.Sort(static (left, right) => left.Index.CompareTo(right.Index));
        return failures;
    }

    private static WriteFailure? FindFailure(int index, BsonDocument document, TimeSeriesSpec series)
    {
        if (series.FindProblem(document) is { } problem)
        {
            return new WriteFailure(index, BadValueCode, problem);
        }

        return document.Length <= DocumentBytesMax
            ? null
            : new WriteFailure(
                index,
                TooLargeCode,
                $"the document has {document.Length} bytes, and a time series takes {DocumentBytesMax}");
    }

    private async ValueTask PrepareAsync(CollectionNamespace name, CancellationToken cancellationToken)
    {
        var description = await access.DescribeAsync(name, cancellationToken).ConfigureAwait(false);
        if (description is null)
        {
            var wanted = series ?? throw CollectionFailures.NoTimeSeries(name);
            await access.CreateAsync(name, wanted.ToCreateOptions(), cancellationToken).ConfigureAwait(false);

            // Somebody else may have made it in another way in between.
            description = await access.DescribeAsync(name, cancellationToken).ConfigureAwait(false);
        }

        var found = TimeSeriesSpec.Described(description) ?? throw CollectionFailures.NotTimeSeries(name);
        if (series is not null && found.TimeField != series.TimeField)
        {
            throw CollectionFailures.OtherTimeSeries(name, "timeField", found.TimeField, series.TimeField);
        }

        if (series is not null && found.MetaField != series.MetaField)
        {
            throw CollectionFailures.OtherTimeSeries(name, "metaField", found.MetaField, series.MetaField);
        }

        _known[name] = found with { Options = found.Options.Copy() };
    }

    private sealed record Measurements(List<BsonDocument> Documents, List<int> Places);
}

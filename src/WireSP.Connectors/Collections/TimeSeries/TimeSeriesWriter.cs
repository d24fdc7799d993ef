using System.Collections.Concurrent;
using WireSP.Bson;

namespace WireSP.Connectors.Collections.TimeSeries;

/// <summary>
/// Inserts measurements into time series collections, which it makes where they are not there. Nothing is ever looked
/// for or changed, so what is written a second time after a failure may be there twice.
/// </summary>
internal sealed class TimeSeriesWriter : ICollectionWriter
{
    // A server's limit, so that a measurement fits a bucket.
    private const int DocumentBytesMax = 4 * 1024 * 1024;

    private const int BadValueCode = 2;
    private const int TooLargeCode = 10334;

    private readonly TimeSeriesSpec? _series;
    private readonly ICollectionAccess _access;
    private readonly TargetChecks _checks;

    // Read by all lanes while collections are added by the one who fills them.
    private readonly ConcurrentDictionary<CollectionNamespace, TimeSeriesSpec> _known = new();

    /// <summary>Writes what a stage gives.</summary>
    /// <param name="options">The stage.</param>
    /// <param name="series">How collections are made that are not there; null when none is made.</param>
    /// <param name="access">The collections.</param>
    public TimeSeriesWriter(MergeOptions options, TimeSeriesSpec? series, ICollectionAccess access)
    {
        _series = series;
        _access = access;
        _checks = new TargetChecks(options.Target, access, PrepareAsync);
    }

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => _checks.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask CheckNewAsync(TargetNames targets, CancellationToken cancellationToken) =>
        _checks.CheckNewAsync(targets, cancellationToken);

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
            foreach (var failure in await _access.InsertAsync(into, measurements.Documents, cancellationToken)
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
        var description = await _access.DescribeAsync(name, cancellationToken).ConfigureAwait(false);
        if (description is null)
        {
            var wanted = _series ?? throw CollectionFailures.NoTimeSeries(name);
            await _access.CreateAsync(name, wanted.ToCreateOptions(), cancellationToken).ConfigureAwait(false);

            // Somebody else may have made it in another way in between.
            description = await _access.DescribeAsync(name, cancellationToken).ConfigureAwait(false);
        }

        var found = TimeSeriesSpec.Described(description) ?? throw CollectionFailures.NotTimeSeries(name);
        if (_series is not null && found.TimeField != _series.TimeField)
        {
            throw CollectionFailures.OtherTimeSeries(name, "timeField", found.TimeField, _series.TimeField);
        }

        if (_series is not null && found.MetaField != _series.MetaField)
        {
            throw CollectionFailures.OtherTimeSeries(name, "metaField", found.MetaField, _series.MetaField);
        }

        _known[name] = found with { Options = found.Options.Copy() };
    }

    private sealed record Measurements(List<BsonDocument> Documents, List<int> Places);
}

using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections.TimeSeries;

/// <summary>A parsed <c>$emit</c> into time series collections.</summary>
/// <param name="options">The stage.</param>
/// <param name="series">How collections are made that are not there; null when none is made.</param>
internal sealed class TimeSeriesSinkFactory(MergeOptions options, TimeSeriesSpec? series) : ISinkFactory
{
    public string OperatorName => "TimeseriesEmitOperator";

    public int Parallelism => options.Parallelism;

    public ITargetDescriber CreateTargetDescriber(TimeProvider clock) => new MergeTargetDescriber(options, clock);

    public ISink Create(TaskContext context) => new CollectionSink(
        options, access => new TimeSeriesWriter(options, series, access), context.Clock);
}

using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Sample;

/// <summary>A parsed <c>$source</c> that names a sample connection.</summary>
internal sealed class SampleSourceFactory(SampleFormat format, long seed, double documentsPerSecond) : ISourceFactory
{
    public string OperatorName => "SampleDataSourceOperator";

    public ISource Create(TaskContext context) => new SampleSource(format, seed, documentsPerSecond, context.Clock);
}

using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

/// <summary>Measures what a chain allocates for each document once its memory has grown to what it needs.</summary>
internal sealed class AllocationProbe(string stages)
{
    private readonly OperatorChain _chain = new(
        TestPipelines.Compile($"[{{ $source: {{ connectionName: 'in' }} }}, {stages[1..]}", new TestConnector()),
        new TaskContext("0123456789abcdef01234567", "p1", IsEphemeral: true, null, new FakeClock()),
        null);

    public double BytesPerDocument(int batches)
    {
        var batch = new SourceBatch();
        for (var i = 0; i < StreamingLimits.BatchDocumentsMax; i++)
        {
            var document = new BsonDocumentBuilder { { "k", i % 100 }, { "v", i }, { "s", "text" } }.ToDocument();
            DocumentRow.Of(document, nowMs: 1000, i).AddTo(batch);
        }

        var output = new OutputBatch();
        Run(batches: 20, batch, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(batches, batch, output);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return (double)allocated / (batches * StreamingLimits.BatchDocumentsMax);
    }

    private void Run(int batches, SourceBatch batch, OutputBatch output)
    {
        for (var i = 0; i < batches; i++)
        {
            _chain.Process(batch, output);
            output.Clear();
        }
    }
}

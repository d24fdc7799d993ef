using WireSP.Bson;
using WireSP.Streaming.Sinks;

namespace WireSP.Benchmarks.Engine;

/// <summary>
/// Takes results. A result that lies where the engine wrote it counts as written; one that still lies in the input is
/// copied, as the hand-written loop has to copy it.
/// </summary>
internal sealed class MemorySink(MemoryRun run) : ISink
{
    private int _position;

    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        var documents = batch.Documents;
        for (var i = 0; i < documents.Count; i++)
        {
            var body = documents.BodyOf(i);
            if (run.KeepsAll || ReferenceEquals(body.Buffer, run.Input.Bytes))
            {
                Keep(body);
            }
        }

        run.ResultCount += documents.Count;
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        run.OutputLength = _position;
        return ValueTask.CompletedTask;
    }

    private void Keep(BsonDocument body)
    {
        if (body.Length > run.Output.Length - _position)
        {
            _position = 0;
        }

        body.Span.CopyTo(run.Output.AsSpan(_position));
        _position += body.Length;
    }
}

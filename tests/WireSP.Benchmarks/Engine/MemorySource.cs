using WireSP.Benchmarks.Documents;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Benchmarks.Engine;

/// <summary>Hands over the documents of a set as slices of its own array: nothing is copied on the way in.</summary>
internal sealed class MemorySource(MemoryRun run) : ISource
{
    private readonly DocumentSet _input = run.Input;
    private int _index;
    private int _repeats;
    private long _read;

    public BsonDocument Position => BsonDocument.Empty;

    public ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        var count = batch.AddRange(
            _input.Bytes, _input.Slices.AsSpan(_index), 0, new DocumentOrigin(null, 0, _index, 0, default));
        _index += count;
        _read += count;
        run.NoteRead(_read);
        if (_index == _input.Count)
        {
            _index = 0;
            _repeats++;
        }

        return ValueTask.FromResult(_repeats < run.Repeats);
    }

    public ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public void WriteStatistics(BsonWriter writer)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

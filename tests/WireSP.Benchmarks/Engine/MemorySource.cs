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
        var bytes = _input.Bytes;
        var offsets = _input.Offsets;
        var began = _index;
        var origin = default(DocumentOrigin);
        while (batch.HasRoom && _index < _input.Count)
        {
            var offset = offsets[_index++];
            var end = _index < _input.Count ? offsets[_index] : bytes.Length;
            batch.Add(BsonDocument.FromTrusted(bytes, offset, end - offset), 0, origin);
        }

        _read += _index - began;
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

using WireSP.Benchmarks.Documents;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Benchmarks.Checkpoints;

/// <summary>Reads the set that it is given over and over, until it is given another.</summary>
internal sealed class FedSource : ISource
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private DocumentSet? _set;
    private int _index;
    private int _passesLeft;
    private TaskCompletionSource _passed = new();
    private long _count;

    /// <summary>Documents read so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    public BsonDocument Position => BsonDocument.Empty;

    /// <summary>Reads a set from its beginning.</summary>
    /// <param name="set">The documents.</param>
    /// <param name="passes">How often; then nothing more comes.</param>
    /// <returns>Completes with the last one.</returns>
    public Task FeedAsync(DocumentSet set, int passes = int.MaxValue)
    {
        lock (_gate)
        {
            _set = set;
            _index = 0;
            _passesLeft = passes;
            _passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _passed.Task;
        }
    }

    public ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        if (!TryFill(batch))
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return true;
    }

    public ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public void WriteStatistics(BsonWriter writer)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool TryFill(SourceBatch batch)
    {
        lock (_gate)
        {
            if (_set is not { } set || _passesLeft == 0)
            {
                return false;
            }

            var count = batch.AddRange(
                set.Bytes, set.Slices.AsSpan(_index), 0, new DocumentOrigin(null, 0, _index, 0, default));
            _index += count;
            _ = Interlocked.Add(ref _count, count);
            if (_index == set.Count)
            {
                _index = 0;
                if (--_passesLeft == 0)
                {
                    _passed.SetResult();
                }
            }

            return true;
        }
    }
}

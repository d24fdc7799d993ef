using System.Collections.Concurrent;
using WireSP.Bson;
using WireSP.Streaming.Tasks;

namespace WireSP.TestKit.Streaming;

/// <summary>Keeps what a task shows to whoever samples, and what it writes to its dead letter queue.</summary>
internal sealed class CollectingTap : ISampleTap, IDeadLetterWriter
{
    /// <inheritdoc/>
    public bool IsWanted { get; set; } = true;

    /// <summary>What was shown, as relaxed Extended JSON.</summary>
    public ConcurrentQueue<string> Shown { get; } = [];

    /// <summary>Dead letters that were written.</summary>
    public ConcurrentQueue<BsonDocument> DeadLetters { get; } = [];

    /// <inheritdoc/>
    public void Offer(BsonDocument document) => Shown.Enqueue(ExtendedJson.Format(document));

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<BsonDocument> deadLetters, CancellationToken cancellationToken)
    {
        foreach (var deadLetter in deadLetters)
        {
            DeadLetters.Enqueue(deadLetter.Copy());
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

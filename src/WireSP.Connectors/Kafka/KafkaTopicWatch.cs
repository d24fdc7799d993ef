using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Looks after the topics of a running source: asks for their partitions from time to time, and at once when the
/// brokers seem to be gone. What it finds is picked up by the source between two reads.
/// </summary>
internal sealed class KafkaTopicWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly WakeSignal _wake = new();
    private readonly Task _running;
    private int[]? _counts;
    private StreamProcessorException? _failure;

    private KafkaTopicWatch(KafkaConsumer consumer, IReadOnlyList<string> topics, TimeProvider clock) =>
        _running = RunAsync(consumer, topics, clock);

    /// <summary>Why the source has to give up; null while it need not.</summary>
    public StreamProcessorException? Failure => Volatile.Read(ref _failure);

    /// <summary>Begins to watch.</summary>
    public static KafkaTopicWatch Start(KafkaConsumer consumer, IReadOnlyList<string> topics, TimeProvider clock) =>
        new(consumer, topics, clock);

    /// <summary>Asks the cluster now, because it seems to be gone.</summary>
    public void LookNow() => _wake.Set();

    /// <summary>Takes the latest partition counts by topic; null when nothing new was learned.</summary>
    public int[]? TakeCounts() => Interlocked.Exchange(ref _counts, null);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(KafkaConsumer consumer, IReadOnlyList<string> topics, TimeProvider clock)
    {
        while (!_stop.IsCancellationRequested && Failure is null)
        {
            await _wake.WaitAsync(KafkaLimits.PartitionRefreshInterval, clock, _stop.Token).ConfigureAwait(false);
            try
            {
                var counts = await consumer.CountPartitionsAsync(topics, _stop.Token).ConfigureAwait(false);
                consumer.Client.ClearTrouble();
                _ = Interlocked.Exchange(ref _counts, counts);
            }
            catch (StreamProcessorException error)
            {
                Volatile.Write(ref _failure, error);
            }
        }
    }
}

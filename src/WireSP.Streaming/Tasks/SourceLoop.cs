using System.Threading.Channels;
using WireSP.Bson;
using WireSP.Streaming.Sources;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Reads the source into batches. The only caller of the source, so it also acknowledges what the sink has written and
/// asks the source for its statistics.
/// </summary>
internal sealed class SourceLoop(BatchSlots slots, ChannelWriter<BatchSlot?> inbox, TimeProvider clock)
{
    private static readonly TimeSpan StatisticsInterval = TimeSpan.FromSeconds(1);

    private byte[]? _statistics;
    private long _statisticsTimestamp;
    private long _ticks;
    private BsonDocument? _acknowledged;
    private BsonDocument? _position;

    /// <summary>Time spent in reads that delivered something.</summary>
    public TimeSpan ExecutionTime => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>What the source last told of itself.</summary>
    public BsonDocument Statistics =>
        Volatile.Read(ref _statistics) is { } bytes ? new BsonDocument(bytes) : BsonDocument.Empty;

    /// <summary>Where the source was opened; null when its stage decided.</summary>
    public BsonDocument? OpenedAt { get; init; }

    /// <summary>
    /// Reads until the source ends or the token is cancelled; then tells the chain that no more will come.
    /// </summary>
    public async Task RunAsync(ISource source, SinkLoop sink, CancellationToken cancellationToken)
    {
        _position = OpenedAt;
        try
        {
            await ReadAsync(source, sink, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A stop: what was read completely goes on, the rest is read again by the next attempt.
        }
        finally
        {
            _ = inbox.TryComplete();
        }
    }

    private async Task ReadAsync(ISource source, SinkLoop sink, CancellationToken cancellationToken)
    {
        Publish(source);
        var more = true;
        while (more && !cancellationToken.IsCancellationRequested)
        {
            var slot = await slots.RentAsync(cancellationToken).ConfigureAwait(false);
            var began = clock.GetTimestamp();
            more = await source.ReadAsync(slot.Input, cancellationToken).ConfigureAwait(false);
            if (slot.Input.IsEmpty && slot.Input.AssignedPartitions is null)
            {
                slots.Return(slot);
            }
            else
            {
                _ = Interlocked.Add(ref _ticks, clock.GetElapsedTime(began).Ticks);
                slot.PositionBefore = _position;
                slot.PositionAfter = _position = source.Position;
                await inbox.WriteAsync(slot, cancellationToken).ConfigureAwait(false);
            }

            await AcknowledgeAsync(source, sink, cancellationToken).ConfigureAwait(false);
            if (clock.GetElapsedTime(_statisticsTimestamp) >= StatisticsInterval)
            {
                Publish(source);
            }
        }
    }

    private async ValueTask AcknowledgeAsync(ISource source, SinkLoop sink, CancellationToken cancellationToken)
    {
        if (sink.WrittenPosition.Source is { } position
            && !(_acknowledged is { } last && last.Span.SequenceEqual(position.Span)))
        {
            await source.AcknowledgeAsync(position, cancellationToken).ConfigureAwait(false);
            _acknowledged = position;
        }
    }

    private void Publish(ISource source)
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        source.WriteStatistics(writer);
        writer.End(root);
        _statisticsTimestamp = clock.GetTimestamp();
        Volatile.Write(ref _statistics, writer.Written.ToArray());
    }
}

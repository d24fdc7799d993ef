using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Sources;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Reads the source into batches. The only caller of the source, so it also acknowledges what checkpoints cover and
/// asks the source for its statistics.
/// </summary>
internal sealed class SourceLoop(TaskQueues queues, Checkpointer checkpointer, TimeProvider clock)
{
    private static readonly TimeSpan StatisticsInterval = TimeSpan.FromSeconds(1);

    private byte[]? _statistics;
    private byte[]? _operatorStatistics;
    private long _statisticsTimestamp;
    private long _ticks;
    private BsonDocument? _acknowledged;
    private BsonDocument? _position;

    /// <summary>Time spent in reads that delivered something.</summary>
    public TimeSpan ExecutionTime => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>What the source last told of itself.</summary>
    public BsonDocument Statistics => Read(ref _statistics);

    /// <summary>The same for its own row of the operators' statistics.</summary>
    public BsonDocument OperatorStatistics => Read(ref _operatorStatistics);

    /// <summary>
    /// Reads until the source ends or the token is cancelled; then tells the chain that no more will come.
    /// </summary>
    public async Task RunAsync(ISource source, CancellationToken cancellationToken)
    {
        _position = source.Position;
        try
        {
            await ReadAsync(source, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A stop: what was read completely goes on, the rest is read again by the next attempt.
        }
        finally
        {
            Publish(source);
            _ = queues.Inbox.Writer.TryComplete();
        }
    }

    private async Task ReadAsync(ISource source, CancellationToken cancellationToken)
    {
        Publish(source);
        var more = true;
        while (more && !cancellationToken.IsCancellationRequested)
        {
            var slot = await queues.Slots.RentAsync(cancellationToken);
            var began = clock.GetTimestamp();
            more = await source.ReadAsync(slot.Input, cancellationToken);
            if (slot.Input.IsEmpty && slot.Input.AssignedPartitions is null && !HasMoved(source))
            {
                queues.Slots.Return(slot);
            }
            else
            {
                _ = Interlocked.Add(ref _ticks, clock.GetElapsedTime(began).Ticks);
                slot.PositionBefore = _position;
                slot.PositionAfter = _position = source.Position;
                await queues.Inbox.Writer.WriteAsync(slot, cancellationToken);
            }

            await AcknowledgeAsync(source, cancellationToken);
            if (clock.GetElapsedTime(_statisticsTimestamp) >= StatisticsInterval)
            {
                Publish(source);
            }
        }
    }

    // A quiet source may move without documents: an idle change stream gets new tokens, which must not grow old.
    private bool HasMoved(ISource source) => !(_position is { } last && last.Span.SequenceEqual(source.Position.Span));

    /// <summary>Tells the source what has taken effect since it was told last.</summary>
    public async ValueTask AcknowledgeAsync(ISource source, CancellationToken cancellationToken)
    {
        if (checkpointer.CommittedPosition is { } position
            && !(_acknowledged is { } last && last.Span.SequenceEqual(position.Span)))
        {
            FaultPoint.Reach("source.before_ack");
            await source.AcknowledgeAsync(position, cancellationToken);
            _acknowledged = position;
        }
    }

    private void Publish(ISource source)
    {
        Volatile.Write(ref _statistics, Render(source.WriteStatistics));
        Volatile.Write(ref _operatorStatistics, Render(source.WriteOperatorStatistics));
        _statisticsTimestamp = clock.GetTimestamp();
    }

    private static byte[] Render(Action<BsonWriter> write)
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        write(writer);
        writer.End(root);
        return writer.Written.ToArray();
    }

    private static BsonDocument Read(ref byte[]? published) =>
        Volatile.Read(ref published) is { } bytes ? new BsonDocument(bytes) : BsonDocument.Empty;
}

using System.Collections.Concurrent;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.TestKit.Server;

/// <summary>
/// Connections of type <c>Test</c>: a source that hands over what a test puts in or fails when the test says so, and a
/// sink that keeps what it gets. A field <c>parallelism</c> of the sink counts as in real ones.
/// </summary>
public sealed class TestConnector : IConnector
{
    private readonly ConcurrentQueue<BsonDocument?> _openedAt = new();

    /// <inheritdoc/>
    public string? ConnectionType => "Test";

    /// <inheritdoc/>
    public string? SourceField => null;

    /// <inheritdoc/>
    public string ListedType => "test";

    /// <summary>Documents that the source hands over.</summary>
    public ConcurrentQueue<BsonDocument> Input { get; } = new();

    /// <summary>What the sink got.</summary>
    public ConcurrentQueue<BsonDocument> Output { get; } = new();

    /// <summary>Failures of the next attempts to open the source.</summary>
    public ConcurrentQueue<StreamProcessorException> OpenFailures { get; } = new();

    /// <summary>What the source fails with at its next read; null for nothing.</summary>
    public StreamProcessorException? ReadFailure { get; set; }

    /// <summary>What closing a sink waits for.</summary>
    public Task SinkCloses { get; set; } = Task.CompletedTask;

    /// <summary>Positions that the source was opened at, in order.</summary>
    public IReadOnlyCollection<BsonDocument?> OpenedAt => _openedAt;

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) =>
        options["broken"].IsMissing ? [] : ["broken: expected to be left out"];

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection) => new Factory(this, 1);

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var parallelism = stage.Argument.AsDocument["parallelism"];
        return new Factory(this, parallelism.IsMissing ? 1 : parallelism.AsInt32);
    }

    private sealed class Factory(TestConnector connector, int parallelism) : ISourceFactory, ISinkFactory
    {
        public string OperatorName => "TestOperator";

        public int Parallelism => parallelism;

        ISource ISourceFactory.Create(TaskContext context) => new Source(connector, context.Clock);

        ISink ISinkFactory.Create(TaskContext context) => new Sink(connector);
    }

    private sealed class Source(TestConnector connector, TimeProvider clock) : ISource
    {
        private int _count;
        private bool _isAnnounced;

        public BsonDocument Position => new BsonDocumentBuilder { { "count", _count } }.ToDocument();

        public ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken)
        {
            connector._openedAt.Enqueue(position);
            if (connector.OpenFailures.TryDequeue(out var failure))
            {
                throw failure;
            }

            _count = position is { } known ? known["count"].AsInt32 : 0;
            return ValueTask.CompletedTask;
        }

        public async ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
        {
            if (connector.ReadFailure is { } failure)
            {
                connector.ReadFailure = null;
                throw failure;
            }

            if (!_isAnnounced)
            {
                batch.AssignedPartitions = [0];
                _isAnnounced = true;
            }

            if (!connector.Input.TryDequeue(out var document))
            {
                // The machine's own clock: a test that moves another one must not have to move it for this.
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
                return true;
            }

            var start = batch.Buffer.Position;
            batch.Buffer.WriteRaw(document.Span);
            var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
            batch.Add(
                batch.Buffer.DocumentFrom(start), nowMs, new DocumentOrigin(null, 0, _count++, nowMs, default));
            return true;
        }

        public ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken) =>
            ValueTask.CompletedTask;

        public void WriteStatistics(BsonWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.WriteInt64("kafkaTotalOffsetLag"u8, 3);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Sink(TestConnector connector) : ISink
    {
        public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
        {
            foreach (var document in batch.Documents)
            {
                connector.Output.Enqueue(document.Body.Copy());
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken) =>
            ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => new(connector.SinkCloses);
    }
}

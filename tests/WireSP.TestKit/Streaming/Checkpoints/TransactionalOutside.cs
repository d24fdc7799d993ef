using WireSP.Bson;
using WireSP.Streaming.Sinks;

namespace WireSP.TestKit.Streaming.Checkpoints;

/// <summary>
/// The outside of a transactional sink: what was committed stays, what was not is gone with the sink that wrote it. A
/// test may lose the acknowledgement of a commit, or the commit itself.
/// </summary>
internal sealed class TransactionalOutside
{
    /// <summary>What readers see, as relaxed Extended JSON without spaces.</summary>
    public List<string> Committed { get; } = [];

    /// <summary>The checkpoint that was committed last; null for none.</summary>
    public long? CommittedCheckpoint { get; set; }

    /// <summary>Asked at each commit: what happens to it.</summary>
    public Func<long, CommitFault> Fault { get; set; } = _ => CommitFault.None;

    /// <summary>A sink of a new attempt; it ends what an earlier one left open.</summary>
    public ITransactionalSink CreateSink() => new Sink(this);

    private sealed class Sink(TransactionalOutside outside) : ITransactionalSink
    {
        private readonly List<string> _open = [];

        public long? CommittedCheckpoint { get; private set; }

        public bool HasUncommitted => _open.Count > 0;

        public ValueTask OpenAsync(CancellationToken cancellationToken)
        {
            CommittedCheckpoint = outside.CommittedCheckpoint;
            return ValueTask.CompletedTask;
        }

        public ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
        {
            foreach (var document in batch.Documents)
            {
                _open.Add(ExtendedJson.Format(document.Body).Replace(" ", "", StringComparison.Ordinal));
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken) =>
            ValueTask.CompletedTask;

        public ValueTask<bool> CommitAsync(
            long checkpoint, ISinkFailures failures, CancellationToken cancellationToken)
        {
            var fault = outside.Fault(checkpoint);
            if (fault == CommitFault.BeforeCommit)
            {
                throw new IOException("the commit did not arrive");
            }

            outside.Committed.AddRange(_open);
            outside.CommittedCheckpoint = checkpoint;
            _open.Clear();
            return fault == CommitFault.AfterCommit
                ? throw new IOException("the acknowledgement did not arrive")
                : ValueTask.FromResult(true);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

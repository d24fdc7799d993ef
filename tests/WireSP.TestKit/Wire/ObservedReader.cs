using System.IO.Pipelines;

namespace WireSP.TestKit.Wire;

/// <summary>A pipe's reader that tells when its user has seen everything and waits for more.</summary>
internal sealed class ObservedReader(PipeReader inner) : PipeReader
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _quiet;
    private ReadResult _last;
    private long _expected;
    private long _consumed;
    private long _examined;
    private bool _isReading;
    private bool _isComplete;

    /// <summary>Counts bytes that are on their way.</summary>
    public void Expect(int bytes)
    {
        lock (_lock)
        {
            _expected += bytes;
        }
    }

    /// <summary>Completes when all expected bytes were examined and the next read has begun.</summary>
    public Task WaitForQuietAsync()
    {
        lock (_lock)
        {
            _quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Settle();
            return _quiet.Task;
        }
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        lock (_lock)
        {
            _examined = _consumed + _last.Buffer.Slice(0, examined).Length;
            _consumed += _last.Buffer.Slice(0, consumed).Length;
        }

        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        lock (_lock)
        {
            // Nobody will look at anything any more, which is as quiet as it gets.
            _isComplete = true;
            Settle();
        }

        inner.Complete(exception);
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _isReading = true;
            Settle();
        }

        var result = await inner.ReadAsync(cancellationToken);
        lock (_lock)
        {
            _isReading = false;
            _last = result;
        }

        return result;
    }

    public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

    private void Settle()
    {
        if (_isComplete || (_isReading && _examined >= _expected))
        {
            _ = _quiet?.TrySetResult();
        }
    }
}

using System.Threading.Channels;
using WireSP.Bson;
using WireSP.Streaming.Sinks;

namespace WireSP.TestKit.Streaming;

/// <summary>
/// A sink that keeps what is written to it. A test may hold writes back, refuse documents that have a field
/// <c>refuse</c>, bring a defect about by a field <c>defect</c>, and make calls fail.
/// </summary>
internal sealed class CollectingSink : ISink
{
    private readonly Channel<string> _written = Channel.CreateUnbounded<string>();
    private readonly SemaphoreSlim _gate = new(1);
    private bool _isDefective;

    /// <summary>Thrown by the next write.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether a defect shows itself by the next flush, and not by the write that brings it about.</summary>
    public bool IsLate { get; set; }

    /// <summary>Flushes that were asked for.</summary>
    public int Flushes { get; private set; }

    /// <summary>How many documents each write brought.</summary>
    public List<int> WriteCounts { get; } = [];

    /// <summary>Whether the task let go of the sink.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Holds writes back until <see cref="Release"/>.</summary>
    public void Hold() => _gate.Wait();

    /// <summary>Lets held writes go on.</summary>
    public void Release() => _gate.Release();

    /// <summary>Waits for so many more documents, each as relaxed Extended JSON.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(int count)
    {
        List<string> taken = [];
        while (taken.Count < count)
        {
            taken.Add(await _written.Reader.ReadAsync().AsTask().WaitAsync(
                TimeSpan.FromSeconds(30), TimeProvider.System));
        }

        return taken;
    }

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        _ = _gate.Release();
        if (Failure is not null)
        {
            throw Failure;
        }

        WriteCounts.Add(batch.Documents.Count);

        foreach (var document in batch.Documents)
        {
            if (!document.Body["defect"].IsMissing)
            {
                _isDefective = true;
                ShowDefect(IsLate);
                continue;
            }

            if (document.Body["refuse"].IsMissing)
            {
                _ = _written.Writer.TryWrite(ExtendedJson.Format(document.Body));
            }
            else
            {
                batch.Failures.DeadLetter(document, "the sink refused it");
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken)
    {
        Flushes++;
        ShowDefect(isLater: false);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private void ShowDefect(bool isLater)
    {
        if (_isDefective && !isLater)
        {
            _isDefective = false;
            throw new InvalidOperationException("the sink has a defect");
        }
    }
}

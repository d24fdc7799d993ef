using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Operators;

/// <content>Operators that ask the outside cut the chain in parts, of which all but the first run here.</content>
internal sealed partial class OperatorChain
{
    private readonly EnrichOperator[] _enrichments;

    // How many of them a document passes before it reaches the window.
    private readonly int _beforeWindow;
    private long _nowMs;

    /// <summary>Whether a batch needs <see cref="CompleteAsync"/> after <see cref="Process"/>.</summary>
    public bool Waits => _enrichments.Length > 0;

    /// <summary>Time spent waiting for the outside.</summary>
    public TimeSpan WaitedTime
    {
        get
        {
            var waited = TimeSpan.Zero;
            foreach (var one in _enrichments)
            {
                waited += one.WaitedTime;
            }

            return waited;
        }
    }

    /// <summary>Bytes of cached answers after the last batch.</summary>
    public long PublishedCacheBytes
    {
        get
        {
            long bytes = 0;
            foreach (var one in _enrichments)
            {
                bytes += one.PublishedBytes;
            }

            return bytes;
        }
    }

    /// <summary>Makes sure that the outside can be asked.</summary>
    /// <exception cref="StreamProcessorException">It cannot.</exception>
    public async ValueTask OpenAsync(TaskContext context, CancellationToken cancellationToken)
    {
        foreach (var one in _enrichments)
        {
            await one.OpenAsync(context, cancellationToken);
        }
    }

    /// <summary>
    /// Takes the batch at hand through the parts of the chain that had to wait; nothing of it is left behind.
    /// </summary>
    /// <exception cref="StreamProcessorException">The outside cannot be asked.</exception>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < _enrichments.Length; i++)
        {
            if (i > 0 && i == _beforeWindow)
            {
                CloseIdle(_nowMs);
            }

            await _enrichments[i].RunAsync(cancellationToken);
        }

        if (Waits && _beforeWindow == _enrichments.Length)
        {
            CloseIdle(_nowMs);
        }

        if (Waits)
        {
            End();
        }
    }

    /// <summary>Lets go of the outside.</summary>
    public async ValueTask CloseAsync()
    {
        foreach (var one in _enrichments)
        {
            await one.CloseAsync();
        }
    }

    // Tells each where watermarks and times of arrival go on.
    private static int LinkEnrichments(IReadOnlyList<Operator> operators)
    {
        EnrichOperator? last = null;
        WindowOperator? window = null;
        var before = 0;
        var beforeWindow = 0;
        foreach (var one in operators)
        {
            if (one is WindowOperator found)
            {
                window = found;
                beforeWindow = before;
                _ = last?.Window = found;
            }
            else if (one is EnrichOperator enrichment)
            {
                before++;
                _ = last?.Following = enrichment;
                last = enrichment;
                window?.Enrichment ??= enrichment;
            }
        }

        return beforeWindow;
    }
}

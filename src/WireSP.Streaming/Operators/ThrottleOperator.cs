namespace WireSP.Streaming.Operators;

/// <summary>
/// <c>$throttle</c>: documents pass at once and are counted; how long their batch has to wait for it is told when it is
/// complete, because operators never wait.
/// </summary>
internal sealed class ThrottleOperator : Operator
{
    // What a document that is larger than a second's bytes costs, whatever its size.
    private static readonly TimeSpan Penalty = TimeSpan.FromSeconds(1);

    private readonly long _bytesPerSecond;
    private TokenBucket _documents;
    private TokenBucket _bytes;
    private int _count;
    private long _byteCount;
    private int _oversized;
    private DateTimeOffset? _settled;
    private DateTimeOffset _blockedUntil;

    /// <summary>Creates an operator whose buckets are full.</summary>
    /// <param name="name">The operator's name.</param>
    /// <param name="output">What operators of a chain share.</param>
    /// <param name="documentsPerSecond">Most documents a second.</param>
    /// <param name="bytesPerSecond">Most bytes a second.</param>
    public ThrottleOperator(string name, ChainOutput output, long documentsPerSecond, long bytesPerSecond)
        : base(name, output)
    {
        _bytesPerSecond = bytesPerSecond;
        _documents = new TokenBucket(documentsPerSecond);
        _bytes = new TokenBucket(bytesPerSecond);
    }

    /// <summary>Time that batches have waited here.</summary>
    public TimeSpan ThrottledTime { get; private set; }

    /// <summary>Batches that had to wait here.</summary>
    public long ThrottleEvents { get; private set; }

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        _count++;
        if (document.Body.Length > _bytesPerSecond)
        {
            _oversized++;
        }
        else
        {
            _byteCount += document.Body.Length;
        }

        Next.Process(document);
    }

    /// <summary>
    /// How long what passed since the last call has to wait: the longest that a limit wants. A document that is larger
    /// than a second's bytes passes, and what follows it waits a second.
    /// </summary>
    /// <param name="now">When the waiting begins.</param>
    public TimeSpan Settle(DateTimeOffset now)
    {
        if (_count == 0)
        {
            return TimeSpan.Zero;
        }

        var elapsed = now - (_settled ?? now);
        _documents.Refill(elapsed);
        _bytes.Refill(elapsed);
        var documents = _documents.WaitFor(_count);
        var bytes = _bytes.WaitFor(_byteCount);
        var wait = documents > bytes ? documents : bytes;
        wait = _blockedUntil - now > wait ? _blockedUntil - now : wait;
        _documents.Take(_count);
        _bytes.Take(_byteCount);
        _settled = now;
        if (_oversized > 0)
        {
            _blockedUntil = now + wait + (Penalty * _oversized);
        }

        (_count, _byteCount, _oversized) = (0, 0, 0);
        if (wait > TimeSpan.Zero)
        {
            ThrottledTime += wait;
            ThrottleEvents++;
        }

        return wait;
    }
}

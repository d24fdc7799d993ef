namespace WireSP.Streaming.Operators;

/// <summary>
/// A limit of so many a second: tokens that are refilled all the time, a second's worth at most. What is taken beyond
/// them has to be waited for.
/// </summary>
internal struct TokenBucket(long perSecond)
{
    private double _tokens = perSecond;

    /// <summary>Adds what has come in since the last call.</summary>
    public void Refill(TimeSpan elapsed) =>
        _tokens = Math.Min(perSecond, _tokens + (perSecond * elapsed.TotalSeconds));

    /// <summary>How long it takes until there are so many tokens.</summary>
    public readonly TimeSpan WaitFor(long amount) =>
        amount <= _tokens ? TimeSpan.Zero : TimeSpan.FromSeconds((amount - _tokens) / perSecond);

    /// <summary>Takes tokens out; there may be fewer than none afterwards.</summary>
    public void Take(long amount) => _tokens -= amount;
}

namespace WireSP.Streaming;

/// <summary>
/// A stage, source or sink failed: takes down the processor, or its present attempt when it may be retried.
/// </summary>
/// <param name="code">The server's numeric code.</param>
/// <param name="domain">Whose failure it is.</param>
/// <param name="retry">Whether another attempt can help.</param>
/// <param name="message">What failed and what to do; holds no secrets.</param>
/// <param name="innerException">The cause.</param>
public sealed class StreamProcessorException(
    int code,
    FailureDomain domain,
    RetryPolicy retry,
    string message,
    Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The server's numeric code.</summary>
    public int Code { get; } = code;

    /// <summary>Whose failure it is.</summary>
    public FailureDomain Domain { get; } = domain;

    /// <summary>Whether another attempt can help.</summary>
    public RetryPolicy Retry { get; } = retry;
}

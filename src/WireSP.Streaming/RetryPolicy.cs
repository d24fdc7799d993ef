namespace WireSP.Streaming;

/// <summary>Whether another attempt of a failed processor can help.</summary>
public enum RetryPolicy
{
    /// <summary>The processor is failed at once.</summary>
    Never,

    /// <summary>The processor is started again after a growing pause.</summary>
    WithBackoff,
}

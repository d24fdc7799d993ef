namespace WireSP.Streaming.Sinks;

/// <summary>Documents for a sink, valid until it returns, and a place for those that it cannot write.</summary>
public sealed class SinkBatch(DocumentRows documents, ISinkFailures failures)
{
    /// <summary>Documents in order.</summary>
    public DocumentRows Documents { get; } = documents;

    /// <summary>Takes documents that cannot be written.</summary>
    public ISinkFailures Failures { get; } = failures;
}

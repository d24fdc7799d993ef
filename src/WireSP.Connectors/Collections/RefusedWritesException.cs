namespace WireSP.Connectors.Collections;

/// <summary>Takes back a transaction in which documents were refused; carries which and why.</summary>
internal sealed class RefusedWritesException(IReadOnlyList<WriteFailure> failures)
    : Exception("documents were refused")
{
    /// <summary>What was refused, in rising order.</summary>
    public IReadOnlyList<WriteFailure> Failures { get; } = failures;
}

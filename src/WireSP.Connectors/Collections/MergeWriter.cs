namespace WireSP.Connectors.Collections;

/// <summary>Merges documents by a unique index on their key.</summary>
/// <param name="options">The stage.</param>
/// <param name="access">The collections.</param>
internal sealed class MergeWriter(MergeOptions options, ICollectionAccess access) : ICollectionWriter
{
    private readonly TargetChecks _checks = MergeTargetCheck.Of(options, access);

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => _checks.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask CheckNewAsync(TargetNames targets, CancellationToken cancellationToken) =>
        _checks.CheckNewAsync(targets, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteFailure>> WriteAsync(
        IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken) =>
        access.MergeAsync(options.Plan, writes, cancellationToken);
}

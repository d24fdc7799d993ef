namespace WireSP.Connectors.Collections;

/// <summary>Merges documents by a unique index on their key.</summary>
/// <param name="options">The stage.</param>
/// <param name="access">The collections.</param>
internal sealed class MergeWriter(MergeOptions options, ICollectionAccess access) : ICollectionWriter
{
    private readonly MergeTargetCheck _check = new(options, access);

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => _check.Targets.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask CheckNewAsync(TargetNames targets, CancellationToken cancellationToken) =>
        _check.Targets.CheckNewAsync(targets, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteFailure>> WriteAsync(
        IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken) =>
        access.MergeAsync(_check.Plan, writes, cancellationToken);
}

using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>Has each collection of a sink checked once: the constant one at the start, others when first met.</summary>
/// <param name="target">Gives the collections.</param>
/// <param name="access">The collections.</param>
/// <param name="check">Checks one; throws what the sink fails with.</param>
internal sealed class TargetChecks(
    TargetExpressions target, ICollectionAccess access, Func<CollectionNamespace, CancellationToken, ValueTask> check)
{
    /// <summary>Checks the collection that is known from the start.</summary>
    /// <exception cref="StreamProcessorException">It cannot be written to, or cannot be reached.</exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (target.Constant is { } name)
        {
            await check(name, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Collections that are not there are told at the start, and not when the first document comes.
            _ = await access.ReadOperationTimeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checks the collections that were met since the last call.</summary>
    /// <exception cref="StreamProcessorException">One cannot be written to, or cannot be reached.</exception>
    public async ValueTask CheckNewAsync(TargetNames targets, CancellationToken cancellationToken)
    {
        if (targets.New.Count == 0)
        {
            return;
        }

        if (target.Constant is null)
        {
            foreach (var name in targets.New)
            {
                await check(name, cancellationToken).ConfigureAwait(false);
            }
        }

        targets.ForgetNew();
    }
}

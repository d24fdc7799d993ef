using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>How a sink writes to its collections, and what has to be so before it does.</summary>
internal interface ICollectionWriter
{
    /// <summary>Checks what is known from the start.</summary>
    /// <exception cref="StreamProcessorException">It cannot be written to, or is not reached.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Checks the collections that were met since the last call.</summary>
    /// <exception cref="StreamProcessorException">One cannot be written to, or is not reached.</exception>
    ValueTask CheckNewAsync(TargetNames targets, CancellationToken cancellationToken);

    /// <summary>Writes documents, those with the same key in their order; called by several lanes at a time.</summary>
    /// <returns>What was refused one by one; the others are written.</returns>
    /// <exception cref="StreamProcessorException">Nobody knows which of them were written.</exception>
    ValueTask<IReadOnlyList<WriteFailure>> WriteAsync(
        IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken);
}

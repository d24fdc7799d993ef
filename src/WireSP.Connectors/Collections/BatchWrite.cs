namespace WireSP.Connectors.Collections;

/// <summary>Writes documents to collections, those of one key in their order.</summary>
/// <param name="writes">The documents.</param>
/// <param name="cancellationToken">Ends the attempt.</param>
/// <returns>What was refused one by one; the others are written.</returns>
/// <exception cref="Streaming.StreamProcessorException">Nobody knows which of them were written.</exception>
internal delegate ValueTask<IReadOnlyList<WriteFailure>> BatchWrite(
    IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken);

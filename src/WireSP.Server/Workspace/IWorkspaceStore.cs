namespace WireSP.Server.Workspace;

/// <summary>
/// Durable rows of a workspace: linearizable compare-and-set on small rows, each call one transaction that is durable
/// when its task ends. Decisions over the rows are made elsewhere, by pure functions.
/// </summary>
internal interface IWorkspaceStore : IAsyncDisposable
{
    /// <summary>The workspace's id, 24 hexadecimal digits; made with the store and never changed.</summary>
    string WorkspaceId { get; }

    /// <summary>
    /// Random bytes made with the store: a key for what must stay the same over restarts and unknown outside.
    /// </summary>
    ReadOnlyMemory<byte> Secret { get; }

    /// <summary>All stored processors.</summary>
    ValueTask<IReadOnlyList<ProcessorRow>> ReadProcessorsAsync(CancellationToken cancellationToken);

    /// <summary>Adds a processor.</summary>
    /// <returns>False when its name is taken.</returns>
    ValueTask<bool> TryAddProcessorAsync(ProcessorRow row, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a processor's row when the stored version is still <see cref="ProcessorRow.Version"/>.
    /// </summary>
    /// <returns>False when it has changed meanwhile or its new name is taken.</returns>
    ValueTask<bool> TryUpdateProcessorAsync(ProcessorRow row, CancellationToken cancellationToken);

    /// <summary>Deletes a processor with its progress.</summary>
    ValueTask DeleteProcessorAsync(string id, CancellationToken cancellationToken);

    /// <summary>What was recorded of a processor's progress; null for nothing.</summary>
    ValueTask<ProcessorProgress?> ReadProgressAsync(string processorId, CancellationToken cancellationToken);

    /// <summary>
    /// Records the progress of several processors, all or none; those that were deleted are left out.
    /// </summary>
    ValueTask WriteProgressAsync(IReadOnlyList<ProcessorProgress> progress, CancellationToken cancellationToken);

    /// <summary>The checkpoints of a processor, which need not have any.</summary>
    ICheckpointHistory CheckpointsOf(string processorId);

    /// <summary>All stored connections.</summary>
    ValueTask<IReadOnlyList<ConnectionRow>> ReadConnectionsAsync(CancellationToken cancellationToken);

    /// <summary>Adds a connection.</summary>
    /// <returns>False when its name is taken.</returns>
    ValueTask<bool> TryAddConnectionAsync(ConnectionRow row, CancellationToken cancellationToken);

    /// <summary>Replaces a connection when the stored version is still <see cref="ConnectionRow.Version"/>.</summary>
    /// <returns>False when it has changed meanwhile.</returns>
    ValueTask<bool> TryUpdateConnectionAsync(ConnectionRow row, CancellationToken cancellationToken);

    /// <summary>Deletes a connection.</summary>
    /// <returns>False when there is none of that name.</returns>
    ValueTask<bool> TryDeleteConnectionAsync(string name, CancellationToken cancellationToken);
}

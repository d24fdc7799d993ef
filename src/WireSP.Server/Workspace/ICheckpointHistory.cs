using WireSP.Streaming.Checkpoints;

namespace WireSP.Server.Workspace;

/// <summary>
/// The checkpoints of one processor, as its user sees them beside what its task needs. Changes here are made while it
/// rests, or concern what its task no longer touches.
/// </summary>
internal interface ICheckpointHistory : ICheckpointStore
{
    /// <summary>All checkpoints, newest first, also those that are not resumed from.</summary>
    ValueTask<IReadOnlyList<StoredCheckpoint>> ListAllAsync(CancellationToken cancellationToken);

    /// <summary>Makes the next start begin anew; what is there stays for who asks for it.</summary>
    ValueTask LeaveBehindAsync(CancellationToken cancellationToken);

    /// <summary>Makes the next start resume from a checkpoint, by a copy of it that is the newest.</summary>
    ValueTask ReturnToAsync(long number, CancellationToken cancellationToken);

    /// <summary>Gives a checkpoint a name, under which it is kept.</summary>
    ValueTask NameAsync(long number, string name, CancellationToken cancellationToken);

    /// <summary>Deletes a checkpoint.</summary>
    ValueTask DropAsync(long number, CancellationToken cancellationToken);

    /// <summary>Deletes all checkpoints.</summary>
    ValueTask ClearAsync(CancellationToken cancellationToken);
}

using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// Finds the newest checkpoint that is real and whole. A prepared one is real when the sink says that it committed that
/// number or a later one; a damaged one is passed over with a warning, and never silently begun anew.
/// </summary>
/// <param name="store">The task's checkpoints.</param>
/// <param name="warn">Receives what a person should know.</param>
internal sealed class CheckpointRecovery(ICheckpointStore store, Action<string>? warn)
{
    private readonly List<string> _damages = [];

    /// <summary>Finds it; null when there is none to resume from.</summary>
    /// <param name="epoch">The present epoch.</param>
    /// <param name="sinkCommitted">The number that the sink committed last; null when it keeps none.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="StreamProcessorException">There are checkpoints, and none can be used.</exception>
    public async ValueTask<RestoredCheckpoint?> FindAsync(
        long epoch, long? sinkCommitted, CancellationToken cancellationToken)
    {
        var stored = await store.ListAsync(cancellationToken);
        foreach (var checkpoint in stored)
        {
            if (!checkpoint.IsCommitted && !(sinkCommitted >= checkpoint.Number))
            {
                // Its outputs were never committed, so its state must not be used either.
                await store.ResolveAsync(epoch, checkpoint.Number, false, cancellationToken);
                continue;
            }

            if (await ReadAsync(checkpoint.Number, cancellationToken) is not { } found)
            {
                continue;
            }

            if (!checkpoint.IsCommitted)
            {
                await store.ResolveAsync(epoch, checkpoint.Number, true, cancellationToken);
            }

            WarnOfLoss(checkpoint, sinkCommitted);
            return found;
        }

        return _damages.Count == 0 ? null : throw CheckpointErrors.NoneWhole(_damages);
    }

    private async ValueTask<RestoredCheckpoint?> ReadAsync(long number, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.ReadAsync(number, cancellationToken) is { } bytes)
            {
                var content = CheckpointFormat.Decode(bytes);
                var segments = await ReadSegmentsAsync(content, cancellationToken);
                return new RestoredCheckpoint(number, content, new StateReader(segments, content.Segments));
            }

            _damages.Add($"parts of checkpoint {number} are missing or cannot be read");
        }
        catch (CheckpointFormatException exception) when (exception.IsNewer)
        {
            throw CheckpointErrors.Newer(number, exception);
        }
        catch (CheckpointFormatException exception)
        {
            _damages.Add($"checkpoint {number} is damaged: {exception.Message}");
        }

        return null;
    }

    private async ValueTask<BsonDocument[]> ReadSegmentsAsync(
        CheckpointContent content, CancellationToken cancellationToken)
    {
        var segments = new BsonDocument[content.Segments.Count];
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = content.Segments[i];
            var bytes = await store.ReadSegmentAsync(segment, cancellationToken)
                ?? throw CheckpointFormatException.Damaged(
                    $"state that checkpoint {segment.Pack} wrote is missing or cannot be read");
            if (bytes.Length != segment.Length || Crc32C.Compute(bytes) != segment.Checksum)
            {
                throw CheckpointFormatException.Damaged(
                    $"state that checkpoint {segment.Pack} wrote does not have its checksum");
            }

            segments[i] = new BsonDocument(bytes);
        }

        return segments;
    }

    private void WarnOfLoss(StoredCheckpoint used, long? sinkCommitted)
    {
        if (_damages.Count > 0)
        {
            warn?.Invoke(
                $"{string.Join("; ", _damages)}; checkpoint {used.Number} of {used.CreatedAt:u} is used instead, and "
                + "what was put out since then is put out again");
        }
        else if (sinkCommitted > used.Number)
        {
            warn?.Invoke(
                $"the sink has committed checkpoint {sinkCommitted}, and the newest one stored is {used.Number}: the "
                + "store has lost writes, and what was put out since then is put out again");
        }
    }
}

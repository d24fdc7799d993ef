using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Server.Workspace;

/// <summary>What a start or a change does with the checkpoints of a processor that rests.</summary>
internal static class ProcessorCheckpoints
{
    /// <summary>Brings the checkpoints into the state that a start asks for.</summary>
    /// <exception cref="Wire.Commands.MongoCommandException">There is no such checkpoint, or it belongs to another
    /// pipeline.</exception>
    public static async ValueTask PrepareStartAsync(
        StreamProcessor processor, StartRequest request, CancellationToken cancellationToken)
    {
        if (processor.Checkpoints is not { } checkpoints)
        {
            return;
        }

        if (request.FromCheckpoint is { } wanted)
        {
            var found = await FindAsync(processor, checkpoints, wanted, cancellationToken);
            await CheckPipelineAsync(processor, checkpoints, found, cancellationToken);
            await checkpoints.ReturnToAsync(found.Number, cancellationToken);
        }
        else if (request.ClearsCheckpoints)
        {
            await checkpoints.ClearAsync(cancellationToken);
        }
        else if (!request.ResumesFromCheckpoint)
        {
            await checkpoints.LeaveBehindAsync(cancellationToken);
        }
    }

    /// <summary>The checkpoint of a number or name.</summary>
    /// <exception cref="Wire.Commands.MongoCommandException">There is none.</exception>
    public static async ValueTask<StoredCheckpoint> FindAsync(
        StreamProcessor processor,
        ICheckpointHistory checkpoints,
        string wanted,
        CancellationToken cancellationToken)
    {
        foreach (var candidate in await checkpoints.ListAllAsync(cancellationToken))
        {
            if (candidate.Name == wanted
                || candidate.Number.ToString(CultureInfo.InvariantCulture) == wanted)
            {
                return candidate;
            }
        }

        throw StreamErrors.NoSuchCheckpoint(processor.Name, wanted);
    }

    /// <summary>Says what would be lost without the latest checkpoint; null when there is none.</summary>
    public static async ValueTask<string?> DescribeLatestAsync(
        StreamProcessor processor, CancellationToken cancellationToken)
    {
        if (processor.Checkpoints is not { } checkpoints
            || await checkpoints.ListAsync(cancellationToken) is not [var latest, ..])
        {
            return null;
        }

        var text = $"checkpoint {latest.Number} of {latest.CreatedAt:u}";
        try
        {
            var bytes = await checkpoints.ReadAsync(latest.Number, cancellationToken);
            var content = bytes is null ? null : CheckpointFormat.Decode(bytes);
            var position = (content?.Position ?? content?.Recompute) is { } found ? ExtendedJson.Format(found) : "none";
            return $"{text} with the source's position {position} and {content?.State?.Length ?? 0} bytes of state";
        }
        catch (CheckpointFormatException exception)
        {
            return $"{text}, which cannot be read: {exception.Message}";
        }
    }

    private static async ValueTask CheckPipelineAsync(
        StreamProcessor processor,
        ICheckpointHistory checkpoints,
        StoredCheckpoint checkpoint,
        CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await checkpoints.ReadAsync(checkpoint.Number, cancellationToken)
                ?? throw CheckpointFormatException.Damaged("parts of it are missing or cannot be read");
            var before = CheckpointFormat.Decode(bytes).Definition["pipeline"];
            if (before.Type == BsonType.Array
                && CheckpointCompatibility.FindRefusal(before.AsArray, processor.Row.Pipeline) is { } refusal)
            {
                throw StreamErrors.InvalidOptions($"checkpoint {checkpoint.Number}: {refusal}");
            }
        }
        catch (CheckpointFormatException exception)
        {
            throw StreamErrors.InvalidOptions(
                $"checkpoint {checkpoint.Number} cannot be used: {exception.Message}; listCheckpoints shows others");
        }
    }
}

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

    /// <summary>Keeps a checkpoint under a name: a new one of a processor that runs, else the latest.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="Wire.Commands.MongoCommandException">The name is taken, or there is no checkpoint.</exception>
    public static async ValueTask<long> SaveAsync(
        StreamProcessor processor, string name, CancellationToken cancellationToken)
    {
        var checkpoints = processor.Checkpoints ?? throw StreamErrors.NoCheckpoints(processor.Name);
        if (ProcessorName.FindRefusal(name) is not null || long.TryParse(name, out _))
        {
            throw StreamErrors.InvalidOptions(
                "the name of a checkpoint consists of letters, digits, '_', '-' and '.', and is no number");
        }

        if ((await checkpoints.ListAllAsync(cancellationToken)).Any(row => row.Name == name))
        {
            throw StreamErrors.InvalidOptions($"there is a checkpoint '{name}' already; dropCheckpoint deletes it");
        }

        if (processor.Run is { } run && await run.SaveCheckpointAsync(name, cancellationToken) is { } number)
        {
            return number;
        }

        if (await checkpoints.ListAsync(cancellationToken) is not [var latest, ..])
        {
            throw StreamErrors.NoCheckpoints(processor.Name);
        }

        await checkpoints.NameAsync(latest.Number, name, cancellationToken);
        return latest.Number;
    }

    /// <summary>Deletes a checkpoint that has a name; the others are the task's own.</summary>
    /// <exception cref="Wire.Commands.MongoCommandException">There is none of that name.</exception>
    public static async ValueTask DropAsync(
        StreamProcessor processor, string name, CancellationToken cancellationToken)
    {
        var checkpoints = processor.Checkpoints ?? throw StreamErrors.NoCheckpoints(processor.Name);
        var found = (await checkpoints.ListAllAsync(cancellationToken)).FirstOrDefault(row => row.Name == name)
            ?? throw StreamErrors.NoSuchCheckpoint(processor.Name, name);
        await checkpoints.DropAsync(found.Number, cancellationToken);
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
            return $"{text} with the source's position {position} and {content?.StateBytes ?? 0} bytes of state";
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

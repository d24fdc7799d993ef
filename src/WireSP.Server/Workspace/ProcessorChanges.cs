using WireSP.Bson;

namespace WireSP.Server.Workspace;

/// <summary>What <c>modify</c> changes; null keeps what is there.</summary>
internal sealed record ProcessorChanges
{
    /// <summary>The new pipeline.</summary>
    public BsonArray? Pipeline { get; init; }

    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new dead letter queue; an empty document removes it.</summary>
    public BsonDocument? DeadLetterQueue { get; init; }

    /// <summary>The new tier.</summary>
    public string? Tier { get; init; }

    /// <summary>The new field of stream metadata.</summary>
    public string? StreamMetaFieldName { get; init; }

    /// <summary>How often checkpoints are taken from now on.</summary>
    public TimeSpan? CheckpointInterval { get; init; }

    /// <summary>How far ahead of the clock an event time may be; zero for any.</summary>
    public TimeSpan? EventTimeAheadMax { get; init; }

    /// <summary>Whether the processor goes on from its state.</summary>
    public bool ResumesFromCheckpoint { get; init; } = true;

    /// <summary>Whether anything is to be changed.</summary>
    public bool HasAny => Pipeline is not null || Name is not null || DeadLetterQueue is not null || Tier is not null
        || StreamMetaFieldName is not null || CheckpointInterval is not null || EventTimeAheadMax is not null;

    /// <summary>The row with the changes made.</summary>
    public ProcessorRow ApplyTo(ProcessorRow row, DateTimeOffset now, string modifiedBy) => row with
    {
        Name = Name ?? row.Name,
        Pipeline = Pipeline ?? row.Pipeline,
        PipelineVersion = Pipeline is null ? row.PipelineVersion : row.PipelineVersion + 1,
        Options = new ProcessorOptions(
            Tier ?? row.Options.Tier,
            StreamMetaFieldName ?? row.Options.StreamMetaFieldName,
            DeadLetterQueue ?? row.Options.DeadLetterQueue)
        {
            CheckpointInterval = CheckpointInterval ?? row.Options.CheckpointInterval,
            EventTimeAheadMax = EventTimeAheadMax ?? row.Options.EventTimeAheadMax,
        },
        // A tier that was given with an earlier start gives way to the one that is set now.
        StartedTier = Tier ?? row.StartedTier,
        StartPosition = ResumesFromCheckpoint ? row.StartPosition : null,
        LastModified = now,
        ModifiedBy = modifiedBy,
    };
}

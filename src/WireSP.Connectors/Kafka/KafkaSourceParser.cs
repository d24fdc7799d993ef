using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Kafka;

/// <summary>Parses a <c>$source</c> that names a Kafka connection.</summary>
internal static class KafkaSourceParser
{
    private static readonly string[] Resets = ["beginning", "earliest", "end", "largest", "latest", "smallest"];

    /// <summary>Parses the stage; what is wrong is reported to it.</summary>
    /// <returns>Null after a problem that leaves nothing to run.</returns>
    public static KafkaSourceOptions? Parse(StageContext stage, KafkaConnection connection)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return null;
        }

        var topics = fields.RequiredStrings("topic");
        var idle = fields.OptionalDuration("partitionIdleTimeout", zeroAllowed: true);
        var (min, max) = ReadPartitions(fields);
        fields.Ignore("tsFieldName");
        fields.Refuse("schemaRegistry", "values are JSON; a schema registry cannot be used");
        var config = fields.OptionalDocument("config");
        fields.RejectUnknown();
        if (topics is null)
        {
            return null;
        }

        if (topics.Distinct(StringComparer.Ordinal).Count() != topics.Count)
        {
            fields.Report(PipelineErrorCodes.BadValue, "topic", "a topic is named twice");
        }

        var options = new KafkaSourceOptions(connection, topics)
        {
            OffsetReset = ToReset(connection.OffsetReset),
            PartitionMin = min,
            PartitionMax = max,

            // No time at all stands for "not set", as in windows.
            PartitionIdleTimeout = idle == TimeSpan.Zero ? null : idle,
        };
        return config is null ? options : ReadConfig(config, options);
    }

    private static (int Min, int Max) ReadPartitions(StageFields fields)
    {
        if (fields.OptionalDocument("partitions") is not { } partitions)
        {
            return (0, int.MaxValue);
        }

        var min = (int)(partitions.OptionalInteger("min", 0, int.MaxValue) ?? 0);
        var max = (int)(partitions.OptionalInteger("max", 0, int.MaxValue) ?? int.MaxValue);
        partitions.RejectUnknown();
        if (min > max)
        {
            partitions.Report(PipelineErrorCodes.BadValue, "min", $"'min' is {min}, more than 'max', which is {max}");
        }

        return (min, max);
    }

    private static KafkaSourceOptions ReadConfig(StageFields config, KafkaSourceOptions options)
    {
        var reset = config.OptionalChoice("auto_offset_reset", Resets);
        var group = config.OptionalString("group_id");
        if (group is { Length: 0 })
        {
            config.Report(PipelineErrorCodes.BadValue, "group_id", "'group_id' must not be empty");
        }

        var keyFormat = config.OptionalChoice("keyFormat", KafkaKeyFormats.SourceWords);
        var keyFormatError = config.OptionalChoice("keyFormatError", "dlq", "passThrough");
        var autoCommit = config.OptionalBoolean("enable_auto_commit");
        config.RejectUnknown();
        return options with
        {
            OffsetReset = reset is null ? options.OffsetReset : ToReset(reset),
            GroupId = group,
            EnableAutoCommit = autoCommit,
            KeyFormat = KafkaKeyFormats.Parse(keyFormat),
            PassesKeyErrors = keyFormatError == "passThrough",
        };
    }

    private static KafkaOffsetReset ToReset(string? word) => word is "earliest" or "beginning" or "smallest"
        ? KafkaOffsetReset.Earliest
        : KafkaOffsetReset.Latest;
}

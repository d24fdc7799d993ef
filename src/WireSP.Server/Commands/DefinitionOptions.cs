using WireSP.Bson;
using WireSP.Server.Workspace;

namespace WireSP.Server.Commands;

/// <summary>Reads the options that are part of a processor's definition.</summary>
internal static class DefinitionOptions
{
    /// <summary>The fields, sorted.</summary>
    public static readonly IReadOnlyList<string> Fields =
        ["checkpointIntervalMs", "dlq", "failover", EventTimeAheadOption.Name, "streamMetaFieldName", "tier"];

    // Shorter would only wait for the disk; longer would read more than ten minutes again.
    private const long LeastIntervalMs = 100;
    private const long GreatestIntervalMs = 600_000;

    /// <summary>The options of a definition; copied, because the request's buffer is reused.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">An option is malformed or not
    /// supported.</exception>
    public static ProcessorOptions Read(CommandArguments arguments)
    {
        FailoverOption.Check(arguments);
        return new ProcessorOptions(
            arguments.Text("tier"),
            ReadMetaField(arguments),
            (arguments.Document("dlq") ?? BsonDocument.Empty).Copy())
        {
            CheckpointInterval = ReadCheckpointInterval(arguments),
            EventTimeAheadMax = EventTimeAheadOption.Read(arguments),
        };
    }

    /// <summary>How often checkpoints are taken; null when it is not said.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It is too short or too long.</exception>
    public static TimeSpan? ReadCheckpointInterval(CommandArguments arguments)
    {
        if (arguments.WholeNumber("checkpointIntervalMs", LeastIntervalMs) is not { } interval)
        {
            return null;
        }

        return interval <= GreatestIntervalMs
            ? TimeSpan.FromMilliseconds(interval)
            : throw StreamErrors.InvalidOptions(
                $"'checkpointIntervalMs' must be at most {GreatestIntervalMs}: more would be read again after a crash");
    }

    /// <summary>The name of the field that receives stream metadata; null when none is given.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It cannot name a field.</exception>
    public static string? ReadMetaField(CommandArguments arguments)
    {
        var name = arguments.Text("streamMetaFieldName");
        return name is null || (name.Length > 0 && name[0] != '$' && !name.Contains('.', StringComparison.Ordinal)
            && !name.Contains('\0', StringComparison.Ordinal))
            ? name
            : throw StreamErrors.InvalidOptions(
                $"streamMetaFieldName '{name}' is no field name: it must not be empty, begin with '$' or have a dot");
    }
}

using WireSP.Bson;
using WireSP.Connectors.Kafka.Native;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// The <c>config</c> of a Kafka connection: properties of the native client by their own names. Refused are those that
/// the engine sets itself, and those that would load code, run programs or read files of the server.
/// </summary>
internal static class KafkaClientProperties
{
    private const string OffsetReset = "auto.offset.reset";
    private const int ErrorTextCapacity = 256;

    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["allow.auto.create.topics"] = "the engine sets it",
        ["bootstrap.servers"] = "use bootstrapServers",
        ["builtin.features"] = "it cannot be set",
        ["debug"] = "the client's own log is off",
        ["enable.auto.commit"] = "use config.enable_auto_commit of $source",
        ["enable.auto.offset.store"] = "the engine keeps the offsets",
        ["enable.idempotence"] = "use config.acks of $emit",
        ["enable.partition.eof"] = "the engine sets it",
        ["group.id"] = "use config.group_id of $source",
        ["group.instance.id"] = "the engine assigns the partitions",
        ["group.protocol"] = "the engine assigns the partitions",
        ["metadata.broker.list"] = "use bootstrapServers",
        ["sasl.kerberos.kinit.cmd"] = "it would run a program of the server",
        ["sasl.mechanism"] = "use authentication.mechanism",
        ["sasl.mechanisms"] = "use authentication.mechanism",
        ["security.protocol"] = "use security.protocol of the connection",
        ["transactional.id"] = "the engine sets it",
    };

    private static readonly string[] RefusedEndings = [".location", ".locations", ".paths", "_cb"];

    /// <summary>Reads <c>config</c> into settings.</summary>
    /// <returns>The connection's own <c>auto.offset.reset</c>, which the stage may override.</returns>
    public static string? Read(StageFields fields, List<KeyValuePair<string, string>> settings)
    {
        string? reset = null;
        if (fields.OptionalDocument("config") is not { } config)
        {
            return null;
        }

        foreach (var element in config.Document)
        {
            var name = element.Name;
            if (Text(element.Value) is not { } value)
            {
                config.Stage.ReportType($"config.{name}", element.Value, "string");
            }
            else if (ReasonToRefuse(name) is { } reason)
            {
                config.Report(PipelineErrorCodes.InvalidOptions, name, $"'{name}' cannot be set here: {reason}");
            }
            else if (name == OffsetReset)
            {
                reset = value;
            }
            else if (!IsAccepted(name, value))
            {
                // The library's own text quotes the value, which may be a secret.
                config.Report(
                    PipelineErrorCodes.BadValue, name, $"the client library does not know '{name}', or not this value");
            }
            else
            {
                settings.Add(new(name, value));
            }
        }

        return reset;
    }

    private static string? Text(BsonValue value) => value.Type switch
    {
        BsonType.String => value.AsString,
        BsonType.Boolean => value.AsBoolean ? "true" : "false",
        BsonType.Int32 => value.AsInt32.ToString(System.Globalization.CultureInfo.InvariantCulture),
        BsonType.Int64 => value.AsInt64.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? ReasonToRefuse(string name)
    {
        if (Refused.TryGetValue(name, out var reason))
        {
            return reason;
        }

        return Array.Exists(RefusedEndings, ending => name.EndsWith(ending, StringComparison.Ordinal))
            || name.StartsWith("test.", StringComparison.Ordinal)
            ? "it would read files or load code of the server; certificates are given as text in security and "
                + "authentication"
            : null;
    }

    /// <summary>Whether the client library takes a setting; true when there is no library to ask.</summary>
    public static unsafe bool IsAccepted(string name, string value)
    {
        if (!LibrdkafkaLoader.IsAvailable)
        {
            return true;
        }

        var configuration = Librdkafka.ConfigurationNew();
        var text = stackalloc byte[ErrorTextCapacity];
        var result = Librdkafka.ConfigurationSet(configuration, name, value, text, ErrorTextCapacity);
        Librdkafka.ConfigurationDestroy(configuration);
        return result == Librdkafka.ConfigurationOk;
    }
}

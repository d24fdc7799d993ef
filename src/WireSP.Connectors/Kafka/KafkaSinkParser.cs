using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Kafka;

/// <summary>Parses an <c>$emit</c> that names a Kafka connection.</summary>
internal static class KafkaSinkParser
{
    private static readonly string[] Acks = ["-1", "0", "1", "all"];
    private static readonly string[] Compressions = ["gzip", "lz4", "none", "snappy", "zstd"];
    private static readonly string[] Formats = ["basicJson", "canonicalJson", "relaxedJson"];

    /// <summary>Parses the stage; what is wrong is reported to it.</summary>
    /// <returns>Null after a problem that leaves nothing to run.</returns>
    public static KafkaSinkOptions? Parse(StageContext stage, KafkaConnection connection)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return null;
        }

        var scope = new CompileContext();
        var topic = fields.TryReadRequired("topic", out _) ? ReadExpression(fields, "topic", scope) : null;
        CheckTopic(fields, topic);
        fields.Refuse("schemaRegistry", "values are written as JSON; a schema registry cannot be used");
        fields.Refuse("parallelism", "one producer serves all partitions of a topic at once");
        var config = fields.OptionalDocument("config");
        fields.RejectUnknown();
        if (topic is null)
        {
            return null;
        }

        var options = new KafkaSinkOptions(connection, scope, topic);
        return config is null ? options : ReadConfig(config, options);
    }

    private static KafkaSinkOptions ReadConfig(StageFields config, KafkaSinkOptions options)
    {
        var keyFormat = config.OptionalChoice("keyFormat", KafkaKeyFormats.SinkWords);
        if (config.Has("key") && !config.Has("keyFormat"))
        {
            config.Report(
                PipelineErrorCodes.MissingField,
                "keyFormat",
                $"'keyFormat' is required with 'key'; expected {string.Join(", ", KafkaKeyFormats.SinkWords)}");
        }

        var read = options with
        {
            Acks = ReadAcks(config),
            Compression = config.OptionalChoice("compression_type", Compressions) ?? "none",
            Headers = ReadExpression(config, "headers", options.Scope),
            Json = ReadJson(config),
            Key = ReadExpression(config, "key", options.Scope),
            KeyFormat = KafkaKeyFormats.Parse(keyFormat),
            TombstoneWhen = ReadExpression(config, "tombstoneWhen", options.Scope),
        };
        read = read with { Delivery = DeliveryWords.Read(config) };
        if (read.Delivery == DeliveryGuarantee.ExactlyOnce && read.TransactionRefusal is { } refusal)
        {
            config.Report(
                PipelineErrorCodes.BadValue, "deliveryGuarantee", $"'exactlyOnce' is not possible here: {refusal}");
        }

        config.RejectUnknown();
        return read;
    }

    private static string ReadAcks(StageFields config)
    {
        // Older pipelines have a number here.
        if (config.Read("acks").IsNumber)
        {
            return config.OptionalInteger("acks", -1, 1) is { } number
                ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : "all";
        }

        return config.OptionalChoice("acks", Acks) ?? "all";
    }

    private static ExtendedJsonOptions ReadJson(StageFields config)
    {
        var format = config.OptionalChoice("outputFormat", Formats) switch
        {
            "basicJson" => ExtendedJsonFormat.Basic,
            "canonicalJson" => ExtendedJsonFormat.Canonical,
            _ => ExtendedJsonFormat.Relaxed,
        };
        var dates = config.OptionalChoice("dateFormat", "ISO8601", "default") == "ISO8601"
            ? ExtendedJsonDates.Iso8601
            : ExtendedJsonDates.AsFormat;
        return new ExtendedJsonOptions(format, dates);
    }

    private static Expression? ReadExpression(StageFields fields, string name, CompileContext scope)
    {
        var spec = fields.Read(name);
        if (spec.IsMissing)
        {
            return null;
        }

        try
        {
            return ExpressionCompiler.Compile(spec, scope);
        }
        catch (ExpressionSyntaxException error)
        {
            fields.Stage.Report(fields.PathOf(name), error);
            return null;
        }
    }

    private static void CheckTopic(StageFields fields, Expression? topic)
    {
        if (topic is not { IsConstant: true })
        {
            return;
        }

        var name = topic.Evaluate(new EvaluationContext(0, 0, TimeProvider.System));
        if (name.Type != BsonType.String)
        {
            fields.Stage.ReportType("topic", name, "string, or an expression that gives one");
        }
        else if (!KafkaTopicNames.IsValid(name.AsStringUtf8))
        {
            fields.Report(PipelineErrorCodes.BadValue, "topic", KafkaTopicNames.Refusal(name.AsString));
        }
    }
}

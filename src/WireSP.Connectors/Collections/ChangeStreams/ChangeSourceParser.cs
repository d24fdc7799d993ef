using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Parses a <c>$source</c> that names a connection with collections.</summary>
internal static class ChangeSourceParser
{
    private static readonly string[] FullDocuments = ["default", "required", "updateLookup", "whenAvailable"];
    private static readonly string[] BeforeChanges = ["off", "required", "whenAvailable"];

    private static readonly string[] ReadModes =
        ["nearest", "primary", "primaryPreferred", "secondary", "secondaryPreferred"];

    /// <summary>Parses the stage; what is wrong is reported to it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="connection">The connection that it names.</param>
    /// <param name="knowsStages">Whether stages that we do not know are not known there either.</param>
    /// <returns>Null after a problem that leaves nothing to run.</returns>
    public static ChangeSourceOptions? Parse(StageContext stage, ConnectionDefinition connection, bool knowsStages)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return null;
        }

        var options = new ChangeSourceOptions(connection.Name)
        {
            Database = ReadName(fields, "db"),
            Collections = ReadCollections(fields),
            ReadPreference = ReadPreferenceOf(fields),
            CopyParallelism = ReadInitialSync(fields),
        };
        fields.Ignore("tsFieldName");

        // Some examples of the manual have it here; what config says counts.
        var fullDocument = fields.OptionalChoice("fullDocument", FullDocuments);
        if (fields.OptionalDocument("config") is { } config)
        {
            options = ReadConfig(config, options, fullDocument);
        }
        else
        {
            options = options with { FullDocument = fullDocument ?? options.FullDocument };
        }

        fields.RejectUnknown();
        CheckScope(fields, options);
        if (options.Pipeline is { } pipeline)
        {
            ChangePipelineRules.Check(stage, pipeline, compiles: knowsStages || options.IsCopyFirst);
        }

        return options;
    }

    /// <summary>Reads a time: a timestamp, a date, or either as Extended JSON; null after a problem.</summary>
    public static ulong? ReadTime(BsonValue value) => value.Type switch
    {
        BsonType.Timestamp => value.AsTimestamp,
        BsonType.DateTime when value.AsDateTimeMs >= 0 => (ulong)(value.AsDateTimeMs / 1000) << 32,

        // Drivers hand Extended JSON on as it was written.
        BsonType.Document when value.AsDocument["$timestamp"].IsMissing && value.AsDocument["$date"].IsMissing => null,
        BsonType.Document => ReadExtended(value.AsDocument),
        _ => null,
    };

    private static ulong? ReadExtended(BsonDocument wrapped)
    {
        try
        {
            var value = ExtendedJson.ParseValue(ExtendedJson.Format(wrapped));
            return value.Type == BsonType.Document ? null : ReadTime(value);
        }
        catch (BsonFormatException)
        {
            return null;
        }
    }

    private static string? ReadName(StageFields fields, string name)
    {
        var text = fields.OptionalString(name);
        if (text is { Length: 0 })
        {
            fields.Report(PipelineErrorCodes.BadValue, name, $"'{name}' must not be empty");
        }

        return text;
    }

    private static IReadOnlyList<string> ReadCollections(StageFields fields)
    {
        if (!fields.Has("coll") || fields.RequiredStrings("coll") is not { } names)
        {
            return [];
        }

        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            fields.Report(PipelineErrorCodes.BadValue, "coll", "a collection is named twice");
        }

        return names;
    }

    private static ReadPreference ReadPreferenceOf(StageFields fields)
    {
        var given = fields.OptionalChoice("readPreference", ReadModes);
        if (fields.OptionalArray("readPreferenceTags") is not { } array)
        {
            return given is null ? ReadPreference.OfConnection : new ReadPreference(given, []);
        }

        var mode = given ?? ReadPreference.Primary.Mode;

        List<BsonDocument> tags = [];
        foreach (var item in array)
        {
            if (item.Type == BsonType.Document)
            {
                tags.Add(item.AsDocument.Copy());
            }
            else
            {
                fields.Stage.ReportType($"readPreferenceTags.{tags.Count}", item, "object");
                return ReadPreference.Primary;
            }
        }

        if (mode == ReadPreference.Primary.Mode && tags.Count > 0)
        {
            fields.Report(
                PipelineErrorCodes.InvalidOptions,
                "readPreferenceTags",
                "'readPreferenceTags' need a 'readPreference' other than primary, which is one member only");
        }

        return new ReadPreference(mode, tags);
    }

    private static int ReadInitialSync(StageFields fields)
    {
        if (fields.OptionalDocument("initialSync") is not { } sync)
        {
            return 0;
        }

        _ = sync.TryReadRequired("enable", out _);
        var isEnabled = sync.OptionalBoolean("enable");
        var parallelism = sync.OptionalInteger("parallelism", 1, CopyLimits.ParallelismMax) ?? 1;
        sync.RejectUnknown();
        return isEnabled == true ? (int)parallelism : 0;
    }

    private static ChangeSourceOptions ReadConfig(
        StageFields config, ChangeSourceOptions options, string? fullDocument)
    {
        var awaitMs = config.OptionalInteger("maxAwaitTimeMS", 1, int.MaxValue);
        var startAfter = config.Read("startAfter");
        if (startAfter is { IsMissing: false, Type: not BsonType.Document })
        {
            config.Stage.ReportType(config.PathOf("startAfter"), startAfter, "a resume token, which is an object");
        }

        var startAt = config.Read("startAtOperationTime");
        var time = startAt.IsMissing ? null : ReadTime(startAt);
        if (!startAt.IsMissing && time is null)
        {
            config.Stage.ReportType(config.PathOf("startAtOperationTime"), startAt, "timestamp or date");
        }

        var read = options with
        {
            StartAfter = startAfter.Type == BsonType.Document ? startAfter.AsDocument.Copy() : null,
            StartAtOperationTime = time,
            FullDocument = config.OptionalChoice("fullDocument", FullDocuments) ?? fullDocument ?? options.FullDocument,
            FullDocumentBeforeChange =
                config.OptionalChoice("fullDocumentBeforeChange", BeforeChanges) ?? options.FullDocumentBeforeChange,
            IsFullDocumentOnly = config.OptionalBoolean("fullDocumentOnly") ?? false,
            Pipeline = config.OptionalArray("pipeline") is { IsEmpty: false } pipeline ? pipeline : null,
            AwaitTime = awaitMs is { } given ? TimeSpan.FromMilliseconds(given) : options.AwaitTime,
        };
        config.RejectUnknown();
        CheckStart(config, startAfter, startAt, options.IsCopyFirst);
        return read;
    }

    private static void CheckStart(StageFields config, BsonValue startAfter, BsonValue startAt, bool isCopyFirst)
    {
        if (!startAfter.IsMissing && !startAt.IsMissing)
        {
            config.Report(
                PipelineErrorCodes.InvalidOptions,
                "startAfter",
                "'startAfter' and 'startAtOperationTime' cannot be used together");
        }

        if (isCopyFirst && !(startAfter.IsMissing && startAt.IsMissing))
        {
            var name = startAfter.IsMissing ? "startAtOperationTime" : "startAfter";
            config.Report(
                PipelineErrorCodes.InvalidOptions,
                name,
                $"'{name}' cannot be used with 'initialSync', which begins the stream where the copy begins");
        }
    }

    private static void CheckScope(StageFields fields, ChangeSourceOptions options)
    {
        if (options.Database is null && fields.Has("coll"))
        {
            fields.Report(PipelineErrorCodes.MissingField, "db", "'db' is required beside 'coll' and is missing");
        }

        if (options.IsCopyFirst && !fields.Has("coll"))
        {
            fields.Report(
                PipelineErrorCodes.InvalidOptions,
                "initialSync",
                "'initialSync' copies the collections that 'coll' names, and there is no 'coll'");
        }
    }
}

using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Expressions;

namespace WireSP.Connectors.Collections.TimeSeries;

/// <summary>What makes a collection a time series, as the option <c>timeseries</c> of <c>create</c> says it.</summary>
/// <param name="TimeField">The field with the date of a measurement.</param>
/// <param name="MetaField">The field that says what was measured; null for none.</param>
/// <param name="Options">The option as written, each of its fields checked.</param>
public sealed record TimeSeriesSpec(string TimeField, string? MetaField, BsonDocument Options)
{
    private const int BadValueCode = 2;
    private const int TypeMismatchCode = 14;
    private const int InvalidOptionsCode = 72;
    private const int MissingFieldCode = 40414;
    private const int UnknownFieldCode = 40415;
    private const long SpanSecondsMax = 31_536_000;

    // The spans of buckets that the server's documentation gives for each granularity.
    private static readonly (string Granularity, int SpanSeconds)[] Granularities =
        [("seconds", 3600), ("minutes", 86_400), ("hours", 2_592_000)];

    private static readonly string[] Known =
        ["bucketMaxSpanSeconds", "bucketRoundingSeconds", "granularity", "metaField", "timeField"];

    /// <summary>The time series that a collection with these options is; null when it is none. Options of a collection
    /// that is there are its server's own, and not checked.</summary>
    public static TimeSeriesSpec? Of(BsonDocument collectionOptions) =>
        collectionOptions["timeseries"] is { Type: BsonType.Document } series
        && series.AsDocument["timeField"] is { Type: BsonType.String } time
            ? new TimeSeriesSpec(time.AsString, TextOrNull(series.AsDocument["metaField"]), series.AsDocument)
            : null;

    /// <summary>The time series that <c>listCollections</c> describes; null when it is none, or there is nothing.
    /// </summary>
    public static TimeSeriesSpec? Described(BsonDocument? description) =>
        description is { } found && found["options"] is { Type: BsonType.Document } options
            ? Of(options.AsDocument)
            : null;

    /// <summary>Reads the option.</summary>
    /// <exception cref="CollectionException">A field is not known, or its value cannot be used.</exception>
    public static TimeSeriesSpec Read(BsonValue written)
    {
        if (written.Type != BsonType.Document)
        {
            throw WrongType("timeseries", written, "object");
        }

        var options = written.AsDocument;
        foreach (var element in options)
        {
            if (!Known.Contains(element.Name, StringComparer.Ordinal))
            {
                throw new CollectionException(
                    UnknownFieldCode,
                    $"BSON field 'timeseries.{element.Name}' is an unknown field."
                        + NearestName.Hint(element.Name, Known));
            }
        }

        var time = Name(options, "timeField")
            ?? throw new CollectionException(
                MissingFieldCode, "BSON field 'timeseries.timeField' is missing but a required field");
        var meta = Name(options, "metaField");
        if (meta == "_id" || meta == time)
        {
            throw new CollectionException(
                InvalidOptionsCode, "The 'metaField' of a time series can be neither '_id' nor its 'timeField'");
        }

        CheckBuckets(options);
        return new TimeSeriesSpec(time, meta, options.Copy());
    }

    /// <summary>Why a document is no measurement of this time series; null when it is one.</summary>
    public string? FindProblem(BsonDocument document) => document[TimeField].Type == BsonType.DateTime
        ? null
        : $"'{TimeField}' must be present and contain a valid BSON UTC datetime value";

    /// <summary>The options that make a collection so, as they were written.</summary>
    public BsonDocument ToCreateOptions() => new BsonDocumentBuilder { { "timeseries", Options } }.ToDocument();

    /// <summary>The options of the collection once it is there: with what a server adds.</summary>
    public BsonDocument ToStoredOptions()
    {
        var series = new BsonDocumentBuilder();
        series.AddRange(Options);
        if (Options["bucketMaxSpanSeconds"].IsMissing)
        {
            var granularity = TextOrNull(Options["granularity"]) ?? Granularities[0].Granularity;
            if (Options["granularity"].IsMissing)
            {
                series.Add("granularity", granularity);
            }

            series.Add(
                "bucketMaxSpanSeconds", Array.Find(Granularities, row => row.Granularity == granularity).SpanSeconds);
        }

        return new BsonDocumentBuilder { { "timeseries", series.ToDocument() } }.ToDocument();
    }

    private static void CheckBuckets(BsonDocument options)
    {
        var granularity = Text(options, "granularity");
        if (granularity is not null && !Array.Exists(Granularities, row => row.Granularity == granularity))
        {
            string[] words = [.. Granularities.Select(row => row.Granularity)];
            throw new CollectionException(
                BadValueCode,
                $"'{granularity}' is not a value of 'timeseries.granularity'; expected {string.Join(", ", words)}."
                    + NearestName.Hint(granularity, words));
        }

        var span = Seconds(options, "bucketMaxSpanSeconds");
        var rounding = Seconds(options, "bucketRoundingSeconds");
        if (span != rounding)
        {
            throw new CollectionException(
                InvalidOptionsCode,
                "'timeseries.bucketMaxSpanSeconds' and 'timeseries.bucketRoundingSeconds' are given together, and "
                    + "with one value");
        }

        if (span is not null && granularity is not null)
        {
            throw new CollectionException(
                InvalidOptionsCode, "'timeseries.granularity' cannot be given together with the spans of buckets");
        }
    }

    private static string? Name(BsonDocument options, string field)
    {
        var name = Text(options, field);
        return name is null || (name.Length > 0 && name[0] != '$' && !name.Contains('.', StringComparison.Ordinal))
            ? name
            : throw new CollectionException(
                BadValueCode, $"'timeseries.{field}' is '{name}', expected the name of a top-level field");
    }

    private static string? Text(BsonDocument options, string field) => options[field] switch
    {
        { IsMissing: true } => null,
        { Type: BsonType.String } text => text.AsString,
        var other => throw WrongType($"timeseries.{field}", other, "string"),
    };

    private static long? Seconds(BsonDocument options, string field)
    {
        var value = options[field];
        if (value.IsMissing)
        {
            return null;
        }

        return value.IsNumber
            && BsonValueComparer.Compare(value, 1) >= 0
            && BsonValueComparer.Compare(value, SpanSecondsMax) <= 0
            ? value.Type == BsonType.Int32 ? value.AsInt32
                : value.Type == BsonType.Int64 ? value.AsInt64
                : value.Type == BsonType.Double ? (long)value.AsDouble
                : throw WrongType($"timeseries.{field}", value, "int")
            : throw new CollectionException(
                BadValueCode, $"'timeseries.{field}' must be a number from 1 to {SpanSecondsMax}");
    }

    private static string? TextOrNull(in BsonValue value) => value.Type == BsonType.String ? value.AsString : null;

    private static CollectionException WrongType(string field, in BsonValue value, string expected) => new(
        TypeMismatchCode,
        $"BSON field '{field}' is the wrong type '{TypeNames.Of(value.Type)}', expected type '{expected}'");
}

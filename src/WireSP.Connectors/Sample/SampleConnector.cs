using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Sample;

/// <summary>
/// Generated streams to try things on. A connection's <c>format</c> says what its documents look like (its name alone
/// does for the default connections), <c>seed</c> which of the possible streams it is and <c>documentsPerSecond</c> its
/// pace.
/// </summary>
internal sealed class SampleConnector : IConnector
{
    // A window of a few seconds then shows most of the ten groups, and a shell's output can still be followed.
    private const double DocumentsPerSecondDefault = 10;

    // Fixed, so that two runs of a pipeline see the same stream unless somebody asks for another.
    private const long SeedDefault = 1;

    /// <inheritdoc/>
    public string? ConnectionType => SampleConnections.ConnectionType;

    /// <inheritdoc/>
    public string? SourceField => null;

    /// <inheritdoc/>
    public string ListedType => "inmemory";

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) =>
        ConnectionOptions.Check(options, fields => _ = Read(fields, options["name"]));

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection)
    {
        StageFields.Open(stage)?.RejectUnknown();
        ISourceFactory? factory = null;
        var problems = ConnectionOptions.Check(
            connection!.Options, fields => factory = Read(fields, connection.Name));
        foreach (var problem in problems)
        {
            stage.Report(
                PipelineErrorCodes.InvalidOptions, "connectionName", $"connection '{connection.Name}': {problem}");
        }

        return problems.Count == 0 ? factory : null;
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection)
    {
        stage.Report(
            PipelineErrorCodes.InvalidOptions,
            "connectionName",
            $"'{connection.Name}' is a sample connection, which can only be a source");
        return null;
    }

    private static SampleSourceFactory? Read(StageFields fields, BsonValue connectionName)
    {
        var name = connectionName.Type == BsonType.String ? connectionName.AsString : "";
        var formatName = fields.OptionalChoice("format", [.. SampleFormats.All.Select(known => known.Name)]);
        var seed = fields.OptionalInteger("seed") ?? SeedDefault;
        var pace = ReadPace(fields);
        if (fields.Has("format") && formatName is null)
        {
            return null;
        }

        var format = SampleFormats.Find(name, formatName);
        if (format is null)
        {
            fields.Report(
                PipelineErrorCodes.MissingField,
                "format",
                $"a sample connection that is not called {string.Join(", ", SampleConnections.DefaultNames)} needs a "
                + $"format: {string.Join(", ", SampleFormats.All.Select(known => known.Name))}");
            return null;
        }

        return new SampleSourceFactory(format, seed, pace);
    }

    private static double ReadPace(StageFields fields)
    {
        var value = fields.Read("documentsPerSecond");
        if (value.IsMissing)
        {
            return DocumentsPerSecondDefault;
        }

        var pace = value.Type switch
        {
            BsonType.Int32 => value.AsInt32,
            BsonType.Int64 => value.AsInt64,
            BsonType.Double => value.AsDouble,
            _ => double.NaN,
        };
        if (pace is > 0 and <= ConnectorLimits.SampleDocumentsPerSecondMax)
        {
            return pace;
        }

        fields.Report(
            PipelineErrorCodes.BadValue,
            "documentsPerSecond",
            $"expected a number above 0 and up to {ConnectorLimits.SampleDocumentsPerSecondMax}");
        return DocumentsPerSecondDefault;
    }
}

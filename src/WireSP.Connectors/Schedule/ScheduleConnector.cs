using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Schedule;

/// <summary>Documents made by a schedule: <c>{$source: {schedule: "0 0/5 * * * *"}}</c>.</summary>
internal sealed class ScheduleConnector : IConnector
{
    private const string FieldNameDefault = "_ts";

    /// <inheritdoc/>
    public string? ConnectionType => null;

    /// <inheritdoc/>
    public string? SourceField => "schedule";

    /// <inheritdoc/>
    public string ListedType => "schedule";

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) =>
        ["type: a schedule needs no connection; give its text in $source.schedule"];

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection)
    {
        var fields = StageFields.Open(stage);
        if (fields is null)
        {
            return null;
        }

        var text = fields.RequiredString("schedule");
        var fieldName = fields.OptionalString("tsFieldName") ?? FieldNameDefault;
        fields.RejectUnknown();
        if (text is null)
        {
            return null;
        }

        try
        {
            return new ScheduleSourceFactory(CronSchedule.Parse(text), fieldName);
        }
        catch (FormatException error)
        {
            fields.Report(PipelineErrorCodes.BadValue, "schedule", error.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection)
    {
        stage.Report(PipelineErrorCodes.InvalidOptions, "", "a schedule can only be a source");
        return null;
    }
}

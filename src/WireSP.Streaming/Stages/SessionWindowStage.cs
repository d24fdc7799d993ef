using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary><c>$sessionWindow</c>: documents of one partition that are less than a gap apart.</summary>
internal static class SessionWindowStage
{
    public static readonly StageSpec Spec = new("$sessionWindow", StageRole.Window, Parse)
    {
        Summary = "Gathers documents of one partition that are less than a gap apart and runs a pipeline over each "
            + "session when it closes.",
        Examples =
        [
            """
            { $sessionWindow: { partitionBy: '$user', gap: { size: 30, unit: 'minute' },
              pipeline: [ { $group: { _id: '$user', clicks: { $sum: 1 } } } ] } }
            """,
            """
            { $sessionWindow: { partitionBy: { $toLower: '$user' }, gap: { size: 10, unit: 'second' },
              boundary: 'eventTime', allowedLateness: { size: 1, unit: 'minute' }, pipeline: [] } }
            """,
        ],
    };

    private const string PartitionBy = "partitionBy";

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return;
        }

        var scope = pipeline.Scope;
        var gap = WindowSettingsReader.RequiredDuration(fields, "gap");
        var partitionBy = ReadPartition(stage, fields, scope);
        var settings = WindowSettingsReader.Read(fields, mayIdle: false);
        fields.Refuse("interval", "a session has no fixed length; 'gap' ends it");
        fields.Refuse("hopSize", "it belongs to $hoppingWindow");
        fields.Refuse("offset", "sessions begin with their first document");
        fields.Refuse("idleTimeout", "sessions have none");
        if (WindowPipelineReader.Read(stage, fields, pipeline) is { } inner && gap is not null
            && partitionBy is not null)
        {
            var session = new SessionSettings(settings, (long)gap.Value.TotalMilliseconds, partitionBy);
            pipeline.Add(new SessionWindowPlan(stage.StageName, session, scope, inner));
        }
    }

    private static Expression? ReadPartition(StageContext stage, StageFields fields, CompileContext scope)
    {
        if (!fields.TryReadRequired(PartitionBy, out var value))
        {
            return null;
        }

        if (value.Type == BsonType.Document && value.AsDocument.CountElements() > 1)
        {
            fields.Report(
                PipelineErrorCodes.InvalidOptions,
                PartitionBy,
                "expected one field or expression, found an object with several keys");
            return null;
        }

        try
        {
            return ExpressionCompiler.Compile(value, scope);
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report(PartitionBy, error);
            return null;
        }
    }
}

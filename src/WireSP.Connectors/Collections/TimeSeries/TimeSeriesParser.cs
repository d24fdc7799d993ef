using WireSP.Connectors.Local;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections.TimeSeries;

/// <summary>Parses an <c>$emit</c> into time series collections, on the endpoint itself or in a cluster.</summary>
internal static class TimeSeriesParser
{
    /// <summary>Parses the stage; what is wrong is reported to it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="connection">The connection that it names.</param>
    /// <param name="connector">Opens the connection's collections.</param>
    /// <returns>Null after a problem that leaves nothing to run.</returns>
    public static ISinkFactory? Parse(
        StageContext stage, ConnectionDefinition connection, ICollectionConnector connector)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return null;
        }

        var target = TargetParser.Parse(fields, connector, new CompileContext());
        var series = ReadSeries(fields);
        if (target is { Constant: null } && fields.Read("timeseries").IsMissing)
        {
            fields.Report(
                PipelineErrorCodes.MissingField,
                "timeseries",
                "'timeseries' with a 'timeField' is required where 'db' or 'coll' depends on the document");
        }

        var parallelism = (int)Math.Min(int.MaxValue, fields.OptionalInteger("parallelism", 1) ?? 1);
        fields.RejectUnknown();
        return target is null ? null : new TimeSeriesSinkFactory(
            new MergeOptions(connection, connector, target)
            {
                StageName = "$emit",
                Plan = new MergePlan(["_id"]),
                Parallelism = parallelism,
                Delivery = DeliveryGuarantee.AtLeastOnce,
            },
            series);
    }

    private static TimeSeriesSpec? ReadSeries(StageFields fields)
    {
        var written = fields.Read("timeseries");
        if (written.IsMissing)
        {
            return null;
        }

        try
        {
            return TimeSeriesSpec.Read(written);
        }
        catch (CollectionException problem)
        {
            fields.Report(problem.Code, "timeseries", problem.Message);
            return null;
        }
    }
}

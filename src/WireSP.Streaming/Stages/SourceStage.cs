using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$source</c>: where documents come from and what their time is.</summary>
internal static class SourceStage
{
    public static readonly StageSpec Spec = new("$source", StageRole.Source, Parse)
    {
        Summary = "Reads documents from the system that the connection names, from an array, or by a schedule.",
        Examples =
        [
            "{ $source: { connectionName: 'kafka1', topic: 'orders', timeField: { $toDate: '$at' } } }",
            "{ $source: { documents: [ { a: 1 } ] } }",
        ],
    };

    private const string ConnectionName = "connectionName";
    private const string TimeField = "timeField";
    private const string TimestampField = "tsFieldName";

    private static readonly string[] Consumed = [ConnectionName, TimeField, TimestampField];
    private static readonly string[] TimeOperators = ["$toDate", "$dateFromString"];

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        var opened = stage.Consuming(Consumed);
        if (StageFields.Open(opened) is not { } fields)
        {
            return;
        }

        pipeline.Time = new SourceTime(ReadTimeField(opened, fields, pipeline), ReadTimestampField(fields));
        if (FindWithoutConnection(fields, pipeline.Environment) is { } connector)
        {
            if (fields.Has(ConnectionName))
            {
                fields.Report(
                    PipelineErrorCodes.InvalidOptions,
                    ConnectionName,
                    $"'{ConnectionName}' and '{connector.SourceField}' cannot be used together");
            }

            pipeline.Source = connector.ParseSource(opened, null);
        }
        else if (pipeline.Environment.TryFind(opened, fields, out var connection, out var found))
        {
            pipeline.Source = found!.ParseSource(opened, connection);
        }
    }

    private static IConnector? FindWithoutConnection(StageFields fields, PipelineEnvironment environment)
    {
        foreach (var connector in environment.Connectors)
        {
            if (connector.SourceField is { } field && fields.Has(field))
            {
                return connector;
            }
        }

        return null;
    }

    private static string? ReadTimestampField(StageFields fields)
    {
        var name = fields.OptionalString(TimestampField);
        if (name is null)
        {
            return null;
        }

        if (name.Length > 0 && name[0] != '$' && !name.Contains('.', StringComparison.Ordinal)
            && !name.Contains('\0', StringComparison.Ordinal))
        {
            return name;
        }

        fields.Report(
            PipelineErrorCodes.InvalidOptions,
            TimestampField,
            $"'{name}' cannot be the name of the timestamp field: expected a top-level field name");
        return null;
    }

    private static Expression? ReadTimeField(StageContext stage, StageFields fields, PipelineBuilder pipeline)
    {
        var value = fields.Read(TimeField);
        if (value.IsMissing)
        {
            return null;
        }

        if (value.Type != BsonType.Document)
        {
            stage.ReportType(TimeField, value, "an object with one of $toDate and $dateFromString");
            return null;
        }

        var document = value.AsDocument;
        var only = document.GetEnumerator();
        if (document.CountElements() != 1 || !only.MoveNext()
            || Array.IndexOf(TimeOperators, only.Current.Name) < 0)
        {
            fields.Report(
                PipelineErrorCodes.InvalidOptions,
                TimeField,
                "expected exactly one of $toDate and $dateFromString, found "
                    + string.Join(", ", NamesOf(document)));
            return null;
        }

        try
        {
            return ExpressionCompiler.Compile(value, pipeline.Scope);
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report(TimeField, error);
            return null;
        }
    }

    private static List<string> NamesOf(BsonDocument document)
    {
        List<string> names = [];
        foreach (var element in document)
        {
            names.Add(element.Name);
        }

        return names.Count == 0 ? ["an empty object"] : names;
    }
}

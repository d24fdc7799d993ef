using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Documents;

/// <summary>
/// Documents that stand in the pipeline itself: <c>{$source: {documents: [{…}, …]}}</c>, or an expression.
/// </summary>
internal sealed class DocumentsConnector : IConnector
{
    /// <inheritdoc/>
    public string? ConnectionType => null;

    /// <inheritdoc/>
    public string? SourceField => "documents";

    /// <inheritdoc/>
    public string ListedType => "documents";

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) =>
        ["type: a list of documents needs no connection; give it in $source.documents"];

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection)
    {
        var fields = StageFields.Open(stage);
        if (fields is null)
        {
            return null;
        }

        var hasList = fields.TryReadRequired("documents", out var list);
        fields.RejectUnknown();
        if (!hasList)
        {
            return null;
        }

        return Evaluate(fields, list) is { } documents ? new DocumentsSourceFactory(documents) : null;
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection)
    {
        stage.Report(PipelineErrorCodes.InvalidOptions, "", "a list of documents can only be a source");
        return null;
    }

    private static List<BsonDocument>? Evaluate(StageFields fields, BsonValue list)
    {
        // A list that is written out is taken as it is: its strings may begin with a dollar sign.
        var value = list.Type == BsonType.Array ? list : EvaluateExpression(fields, list);
        if (value.Type != BsonType.Array)
        {
            if (!value.IsMissing)
            {
                fields.Stage.ReportType("documents", value, "array of objects, or an expression that gives one");
            }

            return null;
        }

        List<BsonDocument> documents = [];
        foreach (var item in value.AsArray)
        {
            if (item.Type != BsonType.Document)
            {
                fields.Stage.ReportType($"documents.{documents.Count}", item, "object");
                return null;
            }

            // The pipeline's own bytes may be reused after it is parsed.
            documents.Add(item.AsDocument.Copy());
        }

        return documents;
    }

    // Missing after reporting a problem.
    private static BsonValue EvaluateExpression(StageFields fields, BsonValue spec)
    {
        if (spec.Type is not (BsonType.Document or BsonType.String))
        {
            return spec;
        }

        try
        {
            var context = new CompileContext();
            var expression = ExpressionCompiler.Compile(spec, context);
            if (!expression.IsConstant)
            {
                fields.Report(PipelineErrorCodes.BadValue, "documents", "the expression must not read any field");
                return BsonValue.Missing;
            }

            var value = expression.Evaluate(context.CreateEvaluationContext(TimeProvider.System));
            return value.IsMissing ? BsonValue.Null : value.Copy();
        }
        catch (ExpressionSyntaxException error)
        {
            var path = error.Path.Length == 0 ? "documents" : $"documents.{error.Path}";
            fields.Report(error.Code, path, error.Message);
            return BsonValue.Missing;
        }
        catch (EvaluationException error)
        {
            fields.Report(error.Code, "documents", error.Message);
            return BsonValue.Missing;
        }
    }
}

using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Documents;

/// <summary>Documents that stand in the pipeline itself: <c>{$source: {documents: [{…}, …]}}</c>, or an expression.</summary>
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

        if (list.Type != BsonType.Array)
        {
            stage.ReportType("documents", list, "array of objects");
            return null;
        }

        List<BsonDocument> documents = [];
        foreach (var item in list.AsArray)
        {
            if (item.Type != BsonType.Document)
            {
                stage.ReportType($"documents.{documents.Count}", item, "object");
                return null;
            }

            // The pipeline's own bytes may be reused after it is parsed.
            documents.Add(item.AsDocument.Copy());
        }

        return new DocumentsSourceFactory(documents);
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection)
    {
        stage.Report(PipelineErrorCodes.InvalidOptions, "", "a list of documents can only be a source");
        return null;
    }
}

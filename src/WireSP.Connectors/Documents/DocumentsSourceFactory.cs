using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Documents;

/// <summary>A parsed <c>$source</c> with <c>documents</c>.</summary>
internal sealed class DocumentsSourceFactory(IReadOnlyList<BsonDocument> documents) : ISourceFactory
{
    public string OperatorName => "DocumentsSourceOperator";

    public ISelfTimedSource CreateSelfTimed(TaskContext context) =>
        new DocumentsSource(documents, context.Clock);

    public ISource Create(TaskContext context) => new DocumentsSource(documents, context.Clock);
}

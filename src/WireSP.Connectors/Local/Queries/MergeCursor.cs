using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Queries.Steps;

namespace WireSP.Connectors.Local.Queries;

/// <summary>An aggregation that ends with <c>$merge</c>: reading it writes, and nothing comes out.</summary>
internal sealed class MergeCursor(AggregateSource source, MergeSpec spec, LocalWriter writer) : LocalCursor
{
    private const int DocumentsPerWrite = 1000;

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken)
    {
        var documents = new List<BsonDocument>();
        while (!IsExhausted)
        {
            documents.Clear();
            while (documents.Count < DocumentsPerWrite && source.TryRead(out var document))
            {
                documents.Add(document);
            }

            IsExhausted = documents.Count < DocumentsPerWrite;
            _ = await writer.RunAsync(transaction => Write(transaction, documents), cancellationToken);
        }
    }

    private int Write(LocalTransaction transaction, List<BsonDocument> documents)
    {
        transaction.CheckMerge(spec);
        foreach (var document in documents)
        {
            transaction.Merge(spec, document);
        }

        return documents.Count;
    }
}

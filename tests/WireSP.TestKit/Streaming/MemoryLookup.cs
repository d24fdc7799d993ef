using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;

namespace WireSP.TestKit.Streaming;

/// <summary>
/// Lookups in documents that a test gives, by the plain formula: one query for each document. Can be held, so that
/// answers come when the test says, and fails as often as it says.
/// </summary>
internal sealed class MemoryLookup(TestConnector connector, LookupRequest request) : IEnricherFactory
{
    /// <inheritdoc/>
    public int Parallelism => request.Parallelism;

    /// <inheritdoc/>
    public IEnricher Create(TaskContext context) => new Enricher(connector, request);

    /// <inheritdoc/>
    public void Explain(BsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("from"u8, request.Collection);
    }

    private sealed class Enricher(TestConnector connector, LookupRequest request) : IEnricher
    {
        private readonly LookupKeys _keys = new(request.LocalField ?? "_id", request.ForeignField ?? "_id");

        public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public async ValueTask<int> EnrichAsync(EnrichmentBatch batch, CancellationToken cancellationToken)
        {
            await connector.Held.WaitAsync(cancellationToken);
            if (connector.FailuresLeft-- > 0)
            {
                throw new StreamProcessorException(
                    6, FailureDomain.External, RetryPolicy.WithBackoff, "the collection cannot be reached");
            }

            var count = Math.Min(batch.Count, connector.AnsweredAtOnce);
            for (var i = 0; i < count; i++)
            {
                if (batch[i]["refused"].Type == BsonType.Boolean)
                {
                    batch.Refuse(i, "the lookup refuses this one");
                }
                else
                {
                    batch.Answer(i, BsonValue.FromArray(Find(batch[i])));
                }
            }

            return count;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private BsonArray Find(BsonDocument document)
        {
            List<BsonValue> values = [];
            _keys.Collect(document, values);
            var filter = DocumentFilter.Compile(_keys.Query(values), TimeProvider.System);
            var found = new BsonArrayBuilder();
            foreach (var one in connector.Collection)
            {
                if (filter.Matches(one))
                {
                    found.Add(one);
                }
            }

            return found.ToArray();
        }
    }
}

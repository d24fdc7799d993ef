using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Collections.Lookups;
using WireSP.Connectors.Local;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Pipelines;
using WireSP.TestKit.Clients;

namespace WireSP.TestKit.Connectors;

/// <summary>Lookups in the collection <c>db.c</c> of local collections, which are kept in a temporary folder.</summary>
internal sealed class LookupHarness : IAsyncDisposable
{
    /// <summary>The collection that is looked up in.</summary>
    public static readonly CollectionNamespace Name = new("db", "c");

    private static readonly TaskContext Context = new("0123456789abcdef01234567", "p", true, null, TimeProvider.System);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes empty collections.</summary>
    public LookupHarness()
    {
        Collections = LocalCollections.Open(
            Path.Combine(_folder.FullPath, "f.db"), new SemaphoreSlim(1), new LocalOptions(), TimeProvider.System);
        Access = new LocalAccess("here", Collections);
    }

    /// <summary>The collections.</summary>
    public LocalCollections Collections { get; }

    /// <summary>The same as stages see them.</summary>
    public LocalAccess Access { get; }

    /// <summary>A request by equality.</summary>
    public static LookupRequest Equality(string local, string foreign) =>
        new(Name.Database, Name.Collection) { LocalField = local, ForeignField = foreign };

    /// <summary>Inserts documents.</summary>
    public async Task InsertAsync(params IReadOnlyList<string> documents) =>
        _ = await Access.InsertAsync(Name, [.. documents.Select(ExtendedJson.ParseLenient)], default);

    /// <summary>Makes an enricher as a stage does.</summary>
    public IEnricher Create(LookupRequest request, TaskContext? context = null) =>
        new CollectionLookupFactory(
            new LocalConnector(Collections),
            new ConnectionDefinition("here", "Local", BsonDocument.Empty),
            request).Create(context ?? Context);

    /// <summary>
    /// Asks for documents until all are answered: the answers, or reasons behind an exclamation mark.
    /// </summary>
    public static async Task<IReadOnlyList<string>> AskAsync(
        IEnricher enricher, IReadOnlyList<BsonDocument> documents, params IReadOnlyList<BsonValue> variables)
    {
        ArgumentNullException.ThrowIfNull(enricher);
        var rows = new DocumentRows();
        foreach (var document in documents)
        {
            rows.Add(document, 0, null, 0);
        }

        var batch = new EnrichmentBatch(rows, variables, variables.Count / documents.Count);
        batch.Begin();
        List<string> answers = [];
        while (batch.Count > 0)
        {
            var count = await enricher.EnrichAsync(batch, default);
            for (var i = 0; i < count; i++)
            {
                answers.Add(batch.ReasonOf(i) is { } reason
                    ? $"!{reason}"
                    : ExtendedJson.Format(batch.AnswerOf(i), ExtendedJsonOptions.Canonical));
            }

            batch.Skip(count);
        }

        return answers;
    }

    /// <summary>As <see cref="AskAsync(IEnricher, IReadOnlyList{BsonDocument}, IReadOnlyList{BsonValue})"/>.</summary>
    public static Task<IReadOnlyList<string>> AskAsync(IEnricher enricher, params IReadOnlyList<string> documents) =>
        AskAsync(enricher, [.. documents.Select(ExtendedJson.ParseLenient)], []);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Collections.DisposeAsync();
        _folder.Dispose();
    }
}

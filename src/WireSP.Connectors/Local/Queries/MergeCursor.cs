using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Queries.Steps;
using WireSP.Expressions;

namespace WireSP.Connectors.Local.Queries;

/// <summary>An aggregation that ends with <c>$merge</c>: reading it writes, and nothing comes out.</summary>
internal sealed class MergeCursor : LocalCursor
{
    private const int DocumentsPerWrite = 1000;

    private readonly AggregateSource _source;
    private readonly MergeSpec _spec;
    private readonly LocalWriter _writer;
    private readonly LocalMerge _merge;
    private readonly EvaluationContext _context;

    /// <summary>Creates a cursor; nothing is written until it is read.</summary>
    public MergeCursor(AggregateSource source, MergeSpec spec, LocalWriter writer, TimeProvider clock)
    {
        _source = source;
        _spec = spec;
        _writer = writer;
        _merge = new LocalMerge(spec.Plan, clock)
        {
            FailsWhenMatched = spec.WhenMatched is null,
            FailsWhenNotMatched = spec.IsInserted is null,
        };
        _context = spec.Scope.CreateEvaluationContext(clock);
    }

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken)
    {
        var documents = new List<BsonDocument>();
        while (!IsExhausted)
        {
            documents.Clear();
            while (documents.Count < DocumentsPerWrite && _source.TryRead(out var document))
            {
                documents.Add(document);
            }

            IsExhausted = documents.Count < DocumentsPerWrite;
            _ = await _writer.RunAsync(transaction => Write(transaction, documents), cancellationToken);
        }
    }

    private int Write(LocalTransaction transaction, List<BsonDocument> documents)
    {
        _merge.Check(transaction, _spec.Into);
        foreach (var document in documents)
        {
            var mode = _spec.WhenMatched ?? MergeMode.KeepExisting;
            transaction.Merge(_merge, new MergeWrite(_spec.Into, document, mode, _spec.IsInserted == true)
            {
                Variables = Evaluate(document),
            });
        }

        return documents.Count;
    }

    private BsonValue[] Evaluate(BsonDocument document)
    {
        if (_spec.Variables is not { } variables)
        {
            return [];
        }

        _context.Begin(document);
        _spec.Let.Assign(_context);
        if (_spec.Scope.Fields.Count > 0)
        {
            _spec.Scope.Fields.Read(_context);
        }

        return [.. _spec.Let.Values, .. variables.Evaluate(document, _context)];
    }
}

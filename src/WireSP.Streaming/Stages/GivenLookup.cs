using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary>Answers each document from documents that the pipeline itself gives; waits for nobody.</summary>
internal sealed class GivenLookup(
    LookupRequest request, EvaluationContext context, Expression documents, BatchPlan plan) : IEnricher
{
    private readonly LookupKeys? _keys = request.LocalField is { } local
        ? new LookupKeys(local, request.ForeignField!)
        : null;

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<int> EnrichAsync(EnrichmentBatch batch, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var found = Run(batch, i);
                if (found.IsTooLarge)
                {
                    batch.Refuse(i, FoundDocuments.TooLargeReason("$documents"));
                }
                else
                {
                    batch.Answer(i, BsonValue.FromArray(found.ToArray()));
                }
            }
            catch (Exception failure) when (DocumentFailure.TryGetReason(failure, out var reason))
            {
                batch.Refuse(i, reason);
            }
        }

        return new(batch.Count);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private FoundDocuments Run(EnrichmentBatch batch, int index)
    {
        var variables = new BsonValue[request.VariableNames.Count];
        for (var i = 0; i < variables.Length; i++)
        {
            variables[i] = batch.VariableOf(index, i);
        }

        var run = plan.Start(context.Clock, variables);
        var matches = Filter(batch[index]);
        List<BsonDocument> results = [];
        foreach (var given in Give(variables))
        {
            if (matches(given))
            {
                run.Process(given, results);
            }
        }

        run.Finish(results);
        var found = new FoundDocuments();
        foreach (var result in results)
        {
            found.Add(result);
        }

        return found;
    }

    private List<BsonDocument> Give(BsonValue[] variables)
    {
        context.Begin(BsonDocument.Empty);
        variables.CopyTo(context.Variables, 0);
        var value = documents.Evaluate(context).Copy();
        List<BsonDocument> given = [];
        foreach (var item in value.Type == BsonType.Array ? value.AsArray : throw NotDocuments())
        {
            given.Add(item.Type == BsonType.Document ? item.AsDocument : throw NotDocuments());
        }

        return given;
    }

    private Func<BsonDocument, bool> Filter(BsonDocument document)
    {
        if (_keys is null)
        {
            return _ => true;
        }

        List<BsonValue> values = [];
        _keys.Collect(document, values);
        var scope = new CompileContext();
        var predicate = MatchCompiler.Compile(BsonValue.FromDocument(_keys.Query(values)), scope);
        var evaluation = scope.CreateEvaluationContext(context.Clock);
        return given =>
        {
            evaluation.Begin(given);
            scope.Fields.Read(evaluation);
            return predicate.Matches(evaluation);
        };
    }

    private static EvaluationException NotDocuments() => new(5858203, "$documents must be an array of objects");
}

using WireSP.Bson;
using WireSP.Connectors.Collections.Lookups;
using WireSP.Expressions;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>
/// <c>$lookup</c>: adds to each document the array of those of another collection that belong to it, by equal fields,
/// by a pipeline, or both. What can be is compiled once, and not for each document.
/// </summary>
internal sealed class LookupStep : AggregateStep
{
    private readonly AggregateReader _reader;
    private readonly LookupSpec _spec;
    private readonly EvaluationContext _context;
    private readonly DocumentProjection _result;
    private readonly LookupKeys? _keys;

    // Stages that the scan of the other collection takes over, and the plan of the others; null where a stage is not
    // the language's own.
    private readonly int _scanned;
    private readonly BatchPlan? _plan;

    /// <summary>Compiles the stage.</summary>
    /// <exception cref="CollectionException">A stage inside is not legal.</exception>
    public LookupStep(AggregateReader reader, LookupSpec spec)
    {
        _reader = reader;
        _spec = spec;
        _context = spec.Fields.CreateEvaluationContext(reader.Clock);
        _result = DocumentProjection.OfValue(spec.As, reader.Clock);
        _keys = spec.LocalField is { } local ? new LookupKeys(local, spec.ForeignField!) : null;
        _scanned = _keys is null && spec.Stages.Count > 0 && IsPlainMatch(spec.Stages[0]) ? 1 : 0;
        _plan = AggregateReader.AreOfLanguage(spec.Stages)
            ? LanguageStages.Plan(
                [.. spec.Stages.Skip(_scanned)],
                [.. reader.Let.Names, .. spec.Variables.Select(variable => variable.Name)])
            : null;
    }

    /// <inheritdoc/>
    public override void Process(BsonDocument document)
    {
        var values = Evaluate(document);
        var found = new FoundDocuments();
        if (_plan is null)
        {
            Add(found, _reader.Run(_spec.From, Bind(document, values)));
        }
        else
        {
            var run = LanguageStages.Start(_plan, _reader.Clock, [.. _reader.Let.Values, .. values]);
            List<BsonDocument> made = [];
            foreach (var one in _reader.Run(_spec.From, Scanned(document)))
            {
                run.Process(one, made);
                Add(found, made);
                made.Clear();
            }

            run.Finish(made);
            Add(found, made);
        }

        Next.Process(_result.Apply(document, BsonValue.FromArray(found.ToArray())));
    }

    // Variables are read in expressions only, so a query without any is the same for all documents.
    private static bool IsPlainMatch(BsonDocument stage)
    {
        if (stage["$match"] is not { Type: BsonType.Document } query)
        {
            return false;
        }

        foreach (var element in query.AsDocument)
        {
            if (element.NameUtf8.StartsWith("$"u8))
            {
                return false;
            }
        }

        return true;
    }

    private BsonValue[] Evaluate(BsonDocument document)
    {
        _context.Begin(document);
        _reader.Let.Assign(_context);
        _spec.Fields.Fields.Read(_context);
        var values = new BsonValue[_spec.Variables.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _spec.Variables[i].Value.Evaluate(_context).Copy();
        }

        return values;
    }

    private List<BsonDocument> Scanned(BsonDocument document)
    {
        List<BsonDocument> stages = [];
        if (_keys is not null)
        {
            List<BsonValue> values = [];
            _keys.Collect(document, values);
            stages.Add(new BsonDocumentBuilder { { "$match", _keys.Query(values) } }.ToDocument());
        }

        stages.AddRange(_spec.Stages.Take(_scanned));
        return stages;
    }

    private List<BsonDocument> Bind(BsonDocument document, BsonValue[] values)
    {
        var stages = Scanned(document);
        var byName = new Dictionary<string, BsonValue>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            byName[_spec.Variables[i].Name] = values[i];
        }

        foreach (var stage in _spec.Stages.Skip(_scanned))
        {
            stages.Add(values.Length == 0 ? stage : VariableBinding.Bind(stage, byName));
        }

        return stages;
    }

    private void Add(FoundDocuments found, IEnumerable<BsonDocument> documents)
    {
        foreach (var document in documents)
        {
            found.Add(document);
            if (found.IsTooLarge)
            {
                throw new CollectionException(
                    4568, $"Total size of documents in {_spec.From} exceeds a document's size");
            }
        }
    }
}

using WireSP.Bson;
using WireSP.Connectors.Collections.Lookups;
using WireSP.Expressions;
using WireSP.Streaming.Enrichment;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>
/// <c>$lookup</c>: adds to each document the array of those of another collection that belong to it, by equal fields,
/// by a pipeline, or both.
/// </summary>
internal sealed class LookupStep(AggregateReader reader, LookupSpec spec) : AggregateStep
{
    private readonly EvaluationContext _context = spec.Fields.CreateEvaluationContext(reader.Clock);

    /// <inheritdoc/>
    public override void Process(BsonDocument document)
    {
        var found = new BsonArrayBuilder();
        long bytes = document.Length;
        foreach (var one in reader.Run(spec.From, StagesFor(document)))
        {
            found.Add(one);
            bytes += one.Length;
            if (bytes > BsonLimits.DocumentSizeBytesMax)
            {
                throw new CollectionException(
                    4568, $"Total size of documents in {spec.From} exceeds a document's size");
            }
        }

        var literal = new BsonDocumentBuilder { { "$literal", found.ToArray() } }.ToDocument();
        var adding = new BsonDocumentBuilder { { spec.As, literal } }.ToDocument();
        Next.Process(DocumentProjection.OfStage("$addFields", adding, reader.Clock).Apply(document));
    }

    private List<BsonDocument> StagesFor(BsonDocument document)
    {
        var stages = new List<BsonDocument>();
        if (spec.LocalField is { } local)
        {
            var values = new List<BsonValue>();
            var keys = new LookupKeys(local, spec.ForeignField!);
            keys.Collect(document, values);
            stages.Add(Match(keys.Query(values)));
        }

        if (spec.Stages.Count > 0)
        {
            stages.AddRange(Bind(document));
        }

        return stages;
    }

    private IEnumerable<BsonDocument> Bind(BsonDocument document)
    {
        if (spec.Variables.Count == 0)
        {
            return spec.Stages;
        }

        _context.Begin(document);
        spec.Fields.Fields.Read(_context);
        var values = new Dictionary<string, BsonValue>(StringComparer.Ordinal);
        foreach (var (name, expression) in spec.Variables)
        {
            values[name] = expression.Evaluate(_context).Copy();
        }

        return spec.Stages.Select(stage => VariableBinding.Bind(stage, values));
    }

    private static BsonDocument Match(BsonDocument query) =>
        new BsonDocumentBuilder { { "$match", query } }.ToDocument();
}

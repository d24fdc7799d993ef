using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>Turns the stages of an aggregation into steps, and runs the pipelines inside them.</summary>
internal sealed class AggregateReader(
    SessionPool sessions, LocalStore store, string database, CommandVariables let)
{
    private const int NestingMax = 20;

    private static readonly string[] LanguageNames =
    [
        "$addFields", "$count", "$group", "$match", "$project", "$replaceRoot", "$replaceWith", "$set", "$sort",
        "$unset", "$unwind",
    ];

    private static readonly string[] OwnNames =
        ["$facet", "$limit", "$lookup", "$sample", "$skip", "$sortByCount", "$unionWith"];

    // Taken off a pipeline's ends before it comes here.
    private static readonly string[] EndNames = ["$changeStream", "$merge"];

    private int _depth;

    /// <summary>The clock of expressions.</summary>
    public TimeProvider Clock => store.Clock;

    /// <summary>What all expressions may name, in pipelines inside others, too.</summary>
    public CommandVariables Let => let;

    /// <summary>The stages of a pipeline.</summary>
    /// <exception cref="CollectionException">It is no array of objects with one field.</exception>
    public static IReadOnlyList<BsonDocument> ReadStages(BsonValue pipeline)
    {
        if (pipeline.Type != BsonType.Array)
        {
            throw new CollectionException(14, "'pipeline' option must be specified as an array");
        }

        var stages = new List<BsonDocument>();
        foreach (var stage in pipeline.AsArray)
        {
            stages.Add(stage.Type == BsonType.Document && stage.AsDocument.CountElements() == 1
                ? stage.AsDocument.Copy()
                : throw new CollectionException(
                    40323, "A pipeline stage specification object must contain exactly one field."));
        }

        return stages;
    }

    /// <summary>The name of a stage.</summary>
    public static string NameOf(BsonDocument stage)
    {
        foreach (var element in stage)
        {
            return element.Name;
        }

        return "";
    }

    /// <summary>
    /// Whether stages are the language's own and need all documents anyway; a limit only behind a sort, because one
    /// alone ends a scan early.
    /// </summary>
    public static bool AreOfLanguage(IReadOnlyList<BsonDocument> stages)
    {
        for (var i = 0; i < stages.Count; i++)
        {
            var name = NameOf(stages[i]);
            var isBehindSort = i > 0 && name == "$limit" && NameOf(stages[i - 1]) == "$sort";
            if (!isBehindSort && !LanguageNames.Contains(name, StringComparer.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The steps of stages, linked; the last of them is <paramref name="end"/>.</summary>
    /// <exception cref="CollectionException">One of them is not legal here.</exception>
    public AggregateStep Build(IReadOnlyList<BsonDocument> stages, AggregateStep end)
    {
        var steps = new List<AggregateStep>();
        var language = new List<BsonDocument>();
        foreach (var stage in stages)
        {
            var name = NameOf(stage);
            if (name == "$sortByCount")
            {
                language.AddRange(SortByCount(stage[name]));
            }
            else if (LanguageNames.Contains(name, StringComparer.Ordinal))
            {
                language.Add(stage);
            }
            else
            {
                Flush(language, steps);
                steps.Add(Own(name, stage[name]));
            }
        }

        Flush(language, steps);
        steps.Add(end);
        for (var i = 0; i < steps.Count - 1; i++)
        {
            steps[i].Next = steps[i + 1];
        }

        return steps[0];
    }

    /// <summary>The documents that a pipeline makes of a collection.</summary>
    public IEnumerable<BsonDocument> Run(CollectionNamespace name, IReadOnlyList<BsonDocument> stages)
    {
        if (++_depth > NestingMax)
        {
            throw CollectionErrors.BadValue($"pipelines are nested more than {NestingMax} deep");
        }

        try
        {
            var source = new AggregateSource(sessions, store, name, this, stages);
            while (source.TryRead(out var document))
            {
                yield return document;
            }
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>The documents that a pipeline begins with where it does not read a collection; else null.</summary>
    /// <exception cref="CollectionException">They are malformed.</exception>
    public IReadOnlyList<BsonDocument>? ReadGiven(CollectionNamespace name, IReadOnlyList<BsonDocument> stages) =>
        stages.Count == 0
            ? null
            : NameOf(stages[0]) switch
            {
                "$collStats" => [Statistics(name, stages[0]["$collStats"])],
                "$documents" => GivenDocuments.Read(stages[0]["$documents"], Clock, let),
                _ => null,
            };

    private BsonDocument Statistics(CollectionNamespace name, BsonValue argument)
    {
        var collection = store.Catalog.Find(name);
        var size = collection is null ? default : CollectionMeasure.Take(sessions, collection);
        return GivenDocuments.Statistics(name, argument, collection, size, Clock);
    }

    private void Flush(List<BsonDocument> language, List<AggregateStep> steps)
    {
        if (language.Count > 0)
        {
            steps.Add(new LanguageStep(LanguageStages.Compile(language, Clock, let)));
            language.Clear();
        }
    }

    private AggregateStep Own(string name, BsonValue argument) => name switch
    {
        "$changeStream" => throw new CollectionException(
            40602, "$changeStream is only valid as the first stage in a pipeline."),
        "$facet" => Facet(argument),
        "$merge" => throw new CollectionException(40601, "$merge can only be the final stage in the pipeline"),
        "$limit" => PartStep.Limit(argument),
        "$lookup" => Lookup(argument),
        "$sample" => SampleStep.Read(argument),
        "$skip" => PartStep.Skip(argument),
        "$unionWith" => Union(argument),
        _ => throw Unknown(name),
    };

    private static CollectionException Unknown(string name)
    {
        string[] known = [.. LanguageNames, .. OwnNames, .. EndNames];
        return ServerStages.Know(name)
            ? CollectionErrors.NotSupported(
                $"aggregate does not support the stage '{name}' here. "
                + $"Stages of local collections: {string.Join(", ", known.Order(StringComparer.Ordinal))}")
            : new CollectionException(
                40324, $"Unrecognized pipeline stage name: '{name}'.{NearestName.Hint(name, known)}");
    }

    private FacetStep Facet(BsonValue argument)
    {
        if (argument.Type != BsonType.Document || argument.AsDocument.IsEmpty)
        {
            throw new CollectionException(40169, "the $facet specification must be a non-empty object");
        }

        var facets = new List<(string Name, AggregateStep First, ResultStep Results)>();
        foreach (var element in argument.AsDocument)
        {
            var results = new ResultStep();
            facets.Add((element.Name, Build(ReadStages(element.Value), results), results));
        }

        return new FacetStep(facets);
    }

    private LookupStep Lookup(BsonValue argument)
    {
        var spec = LookupSpec.Read(argument, database, let);
        if (spec.Variables.Count == 0)
        {
            // Once before the first document, so that a mistake is told even where there is none.
            _ = Build(spec.Stages, new ResultStep());
        }

        return new LookupStep(this, spec);
    }

    private UnionStep Union(BsonValue argument)
    {
        var (collection, pipeline) = argument.Type == BsonType.Document
            ? (argument.AsDocument["coll"], argument.AsDocument["pipeline"])
            : (argument, default);
        if (collection.Type != BsonType.String)
        {
            throw CollectionErrors.FailedToParse("$unionWith needs 'coll', the name of a collection");
        }

        var stages = pipeline.IsMissing ? [] : ReadStages(pipeline);
        return new UnionStep(this, new CollectionNamespace(database, collection.AsString), stages);
    }

    private static BsonDocument[] SortByCount(BsonValue expression)
    {
        var one = new BsonDocumentBuilder { { "$sum", 1 } }.ToDocument();
        var group = new BsonDocumentBuilder { { "_id", expression }, { "count", one } }.ToDocument();
        var sort = new BsonDocumentBuilder { { "count", -1 } }.ToDocument();
        return
        [
            new BsonDocumentBuilder { { "$group", group } }.ToDocument(),
            new BsonDocumentBuilder { { "$sort", sort } }.ToDocument(),
        ];
    }
}

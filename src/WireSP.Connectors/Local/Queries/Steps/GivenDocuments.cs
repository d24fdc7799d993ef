using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Expressions;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>The documents of pipelines that begin with <c>$documents</c> or <c>$collStats</c>.</summary>
internal static class GivenDocuments
{
    private static readonly string[] StatisticsFields = ["count", "storageStats"];

    /// <summary>Reads <c>$documents</c>: an array of documents, or an expression that gives one.</summary>
    /// <exception cref="CollectionException">It gives something else.</exception>
    public static IReadOnlyList<BsonDocument> Read(BsonValue argument, TimeProvider clock, CommandVariables let)
    {
        var fields = new CompileContext();
        let.Declare(fields);
        var expression = ExpressionCompiler.Compile(argument, fields);
        var context = fields.CreateEvaluationContext(clock);
        context.Begin(BsonDocument.Empty);
        let.Assign(context);
        fields.Fields.Read(context);
        var value = expression.Evaluate(context).Copy();
        if (value.Type != BsonType.Array)
        {
            throw new CollectionException(5858203, "$documents must be an array of objects");
        }

        var documents = new List<BsonDocument>();
        foreach (var item in value.AsArray)
        {
            documents.Add(item.Type == BsonType.Document
                ? item.AsDocument
                : throw new CollectionException(40228, "$documents must hold objects"));
        }

        return documents;
    }

    /// <summary>The document of <c>$collStats</c>.</summary>
    /// <exception cref="CollectionException">It asks for what is not counted here.</exception>
    public static BsonDocument Statistics(
        CollectionNamespace name,
        BsonValue argument,
        LocalCollection? collection,
        CollectionSize size,
        TimeProvider clock)
    {
        var asked = argument.Type == BsonType.Document
            ? argument.AsDocument
            : throw new CollectionException(5447000, "$collStats must take a nested object");
        foreach (var element in asked)
        {
            if (!StatisticsFields.Contains(element.Name, StringComparer.Ordinal))
            {
                throw CollectionErrors.NotSupported($"$collStats does not count '{element.Name}' here");
            }
        }

        var made = new BsonDocumentBuilder
        {
            { "ns", name.ToString() }, { "localTime", BsonValue.FromDateTime(clock.GetUtcNow()) },
        };
        if (asked["storageStats"] is { Type: BsonType.Document } storage)
        {
            var scale = storage.AsDocument["scale"] is { Type: BsonType.Int32 } given && given.AsInt32 > 0
                ? given.AsInt32
                : 1;
            made.Add("storageStats", CollectionSizes.Describe(collection, size, scale));
        }

        if (!asked["count"].IsMissing)
        {
            made.Add("count", CollectionSizes.Number(size.Documents));
        }

        return made.ToDocument();
    }
}

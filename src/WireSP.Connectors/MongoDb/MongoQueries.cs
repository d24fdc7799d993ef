using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>Writes the commands that open cursors.</summary>
internal static class MongoQueries
{
    // The server's own first batch of 101 would cost a second round trip for what fits one.
    private const int FirstBatchCount = 10_000;

    private static readonly string[] Beginnings = ["resumeAfter", "startAfter", "startAtOperationTime"];

    // A processor that merges into the database that it watches would otherwise wake itself with every checkpoint.
    private static readonly BsonDocument WithoutMarks = Stage("$match", new BsonDocumentBuilder
    {
        { "ns.coll", new BsonDocumentBuilder { { "$ne", MongoMarks.CollectionName } }.ToDocument() },
    }.ToDocument());

    /// <summary>A find.</summary>
    public static BsonDocument Find(FindRequest request)
    {
        var find = new BsonDocumentBuilder
        {
            { "find", request.Name.Collection },
            { "filter", request.Filter },
        };
        if (request.Sort is { } sort)
        {
            find.Add("sort", sort);
        }
        else if (request.IsNatural)
        {
            find.Add("sort", new BsonDocumentBuilder { { "$natural", 1 } }.ToDocument());
        }

        if (request.Projection is { } projection)
        {
            find.Add("projection", projection);
        }

        if (request.Skip > 0)
        {
            find.Add("skip", request.Skip);
        }

        if (request.Limit > 0)
        {
            find.Add("limit", request.Limit);
        }

        find.Add("batchSize", FirstBatchCount);
        return find.ToDocument();
    }

    /// <summary>An aggregation of a collection.</summary>
    public static BsonDocument Aggregate(string collection, BsonArray pipeline) => new BsonDocumentBuilder
    {
        { "aggregate", collection },
        { "pipeline", pipeline },
        { "cursor", new BsonDocumentBuilder { { "batchSize", FirstBatchCount } }.ToDocument() },
    }.ToDocument();

    /// <summary>A change stream.</summary>
    /// <param name="scope">Whose changes.</param>
    /// <param name="pipeline">The stages, of which the first is <c>$changeStream</c>.</param>
    /// <param name="token">Begins after it, wherever the stage itself would; null for there.</param>
    public static BsonDocument Watch(ChangeStreamScope scope, BsonArray pipeline, BsonDocument? token)
    {
        var stages = new BsonArrayBuilder();
        foreach (var stage in pipeline)
        {
            if (stages.Count > 0)
            {
                stages.Add(stage);
                continue;
            }

            stages.Add(Stage("$changeStream", Options(scope, stage.AsDocument["$changeStream"].AsDocument, token)));
            if (scope.Collection is null)
            {
                stages.Add(WithoutMarks);
            }
        }

        return new BsonDocumentBuilder
        {
            { "aggregate", scope.Collection is { } collection ? collection : 1 },
            { "pipeline", stages.ToArray() },
            { "cursor", BsonDocument.Empty },
        }.ToDocument();
    }

    /// <summary>A stage of a pipeline.</summary>
    public static BsonDocument Stage(string name, BsonDocument argument) =>
        new BsonDocumentBuilder { { name, argument } }.ToDocument();

    private static BsonDocument Options(ChangeStreamScope scope, BsonDocument given, BsonDocument? token)
    {
        var options = new BsonDocumentBuilder();
        foreach (var option in given)
        {
            if (token is null || !Beginnings.Contains(option.Name, StringComparer.Ordinal))
            {
                options.Add(option.Name, option.Value);
            }
        }

        // Unlike resumeAfter it also goes on behind an event that ended the stream.
        if (token is { } after)
        {
            options.Add("startAfter", after);
        }

        if (scope.Database is null && given["allChangesForCluster"].IsMissing)
        {
            options.Add("allChangesForCluster", true);
        }

        return options.ToDocument();
    }
}

using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Writes the pipeline that a change stream is opened with.</summary>
internal static class ChangeStreamStages
{
    /// <summary>The stages: the stream, those of several collections that are meant, the user's own.</summary>
    public static BsonArray Write(ChangeSourceOptions options, ChangePosition from)
    {
        var stages = new BsonArrayBuilder();
        stages.Add(new BsonDocumentBuilder { { "$changeStream", WriteOptions(options, from) } }.ToDocument());
        if (options.Collections.Count > 1)
        {
            stages.Add(WriteSelection(options.Collections));
        }

        foreach (var stage in options.Pipeline ?? BsonArray.Empty)
        {
            stages.Add(stage);
        }

        return stages.ToArray();
    }

    // Settings that say nothing are left out: older members do not know all of them.
    private static BsonDocument WriteOptions(ChangeSourceOptions options, ChangePosition from)
    {
        var spec = new BsonDocumentBuilder
        {
            { "fullDocument", options.FullDocument == "default" ? BsonValue.Missing : options.FullDocument },
            {
                "fullDocumentBeforeChange",
                options.FullDocumentBeforeChange == "off" ? BsonValue.Missing : options.FullDocumentBeforeChange
            },
            { "allChangesForCluster", options.Database is null ? true : BsonValue.Missing },
        };

        // Unlike resumeAfter it goes on behind the end of a collection too.
        if (from.Token is { } token)
        {
            spec.Add("startAfter", token);
        }
        else if (from.StartTime is { } time)
        {
            spec.Add("startAtOperationTime", BsonValue.FromTimestamp(time));
        }

        return spec.ToDocument();
    }

    // The end of the database is told by a change that names no collection.
    private static BsonDocument WriteSelection(IReadOnlyList<string> collections)
    {
        var names = new BsonArrayBuilder();
        foreach (var collection in collections)
        {
            names.Add(collection);
        }

        var isOne = new BsonDocumentBuilder
        {
            { "ns.coll", new BsonDocumentBuilder { { "$in", names.ToArray() } }.ToDocument() },
        };
        var isEnd = new BsonDocumentBuilder { { "operationType", "invalidate" } };
        var either = new BsonArrayBuilder { isOne.ToDocument(), isEnd.ToDocument() };
        var match = new BsonDocumentBuilder { { "$or", either.ToArray() } };
        return new BsonDocumentBuilder { { "$match", match.ToDocument() } }.ToDocument();
    }
}

using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Connectors.Local.Queries;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Aggregates a collection, or opens a change stream on a collection, a database or all of them.</summary>
internal sealed class AggregateCommand(CollectionService service) : ICommandHandler
{
    private const string Admin = "admin";

    public static readonly CommandSpec Spec = new("aggregate")
    {
        Summary = "Aggregates a collection; with $changeStream first, tells changes as they happen.",
        Fields = ["collation", "cursor", "explain", "hint", "let", "pipeline"],
        IgnoredFields = ["allowDiskUse", "bypassDocumentValidation"],
        RequiredActions = [PrivilegeActions.Find],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        CollectionTarget.CheckCollation(request.Body);
        CollectionTarget.Refuse(request.Body, "there are no plans to choose from", "explain");
        var size = CursorOpening.BatchSize(arguments);
        if (arguments.Find("cursor").IsMissing)
        {
            throw new MongoCommandException(
                ErrorCode.FailedToParse,
                "The 'cursor' option is required, except for aggregate with the explain argument");
        }

        var pipeline = BsonValue.FromArray(arguments.RequiredArray("pipeline"));
        if (EndsWithMerge(pipeline.AsArray))
        {
            Privileges.Require(request, PrivilegeActions.Write);
            CollectionTarget.CheckWriteConcern(request);

            // Reading is what writes, so it is not put off.
            size = Math.Max(size, 1);
        }

        var name = Name(request);
        var cursor = BeginsWith(pipeline.AsArray, "$changeStream")
            ? OpenChangeStream(request, pipeline)
            : OpenAggregate(request, arguments, pipeline);
        return CursorOpening.ReplyAsync(
            service, request, cursor, new CursorRequest(name, size), cancellationToken);
    }

    private LocalCursor OpenAggregate(CommandRequest request, CommandArguments arguments, BsonValue pipeline)
    {
        var let = Let(request);
        if (request.Argument.Type != BsonType.String && BeginsWith(pipeline.AsArray, "$documents"))
        {
            return service.Collections.OpenAggregate(
                new CollectionNamespace(request.Database, "$cmd.aggregate"), pipeline, let);
        }

        if (request.Argument.Type != BsonType.String)
        {
            throw new MongoCommandException(
                ErrorCode.NotImplemented,
                "aggregate needs the name of a collection here, or a pipeline with $changeStream");
        }

        var target = CollectionTarget.Of(request);
        _ = IndexHint.IsNatural(arguments.Find("hint"), service.Collections.Find(target));
        return service.Collections.OpenAggregate(target, pipeline, let);
    }

    private LocalCursor OpenChangeStream(CommandRequest request, BsonValue pipeline)
    {
        var isForAll = pipeline.AsArray[0].AsDocument["$changeStream"] is { Type: BsonType.Document } options
            && options.AsDocument["allChangesForCluster"] is { Type: BsonType.Boolean, AsBoolean: true };
        if (isForAll)
        {
            return request.Database == Admin && request.Argument.Type != BsonType.String
                ? service.Collections.OpenChangeStream(new ChangeStreamScope(null, null), pipeline, Let(request))
                : throw new MongoCommandException(
                    ErrorCode.InvalidOptions,
                    "A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database");
        }

        var collection = request.Argument.Type == BsonType.String ? request.Argument.AsString : null;
        if (NamespaceRules.IsProtected(request.Database)
            || collection?.StartsWith("system.", StringComparison.Ordinal) == true)
        {
            throw new MongoCommandException(
                ErrorCode.InvalidNamespace,
                $"$changeStream may not be opened on the internal {request.Database} database or on system "
                + "collections");
        }

        return service.Collections.OpenChangeStream(
            new ChangeStreamScope(request.Database, collection), pipeline, Let(request));
    }

    private CommandVariables Let(CommandRequest request) =>
        CommandVariables.Read(request.Body["let"], service.Collections.Clock);

    private static bool BeginsWith(BsonArray pipeline, string name)
    {
        foreach (var stage in pipeline)
        {
            return stage.Type == BsonType.Document && !stage.AsDocument[name].IsMissing;
        }

        return false;
    }

    private static bool EndsWithMerge(BsonArray pipeline)
    {
        var isMerge = false;
        foreach (var stage in pipeline)
        {
            isMerge = stage.Type == BsonType.Document && !stage.AsDocument["$merge"].IsMissing;
        }

        return isMerge;
    }

    private static string Name(CommandRequest request) => request.Argument.Type == BsonType.String
        ? $"{request.Database}.{request.Argument.AsString}"
        : $"{request.Database}.$cmd.aggregate";
}

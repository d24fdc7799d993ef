using WireSP.Expressions;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary>
/// What <c>$lookup</c> and <c>$cachedLookup</c> have in common: where from, which fields, and where to.
/// </summary>
internal static class LookupSyntax
{
    private const string From = "from";
    private const string As = "as";
    private const string LocalField = "localField";
    private const string ForeignField = "foreignField";

    /// <summary>Reads the common fields, which are the last, and adds the stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="fields">Its fields, of which the stage's own have been read.</param>
    /// <param name="pipeline">Receives the plan.</param>
    /// <param name="complete">Adds what the stage's own fields say.</param>
    /// <param name="variables">What is evaluated for each document.</param>
    public static void Read(
        StageContext stage,
        StageFields fields,
        PipelineBuilder pipeline,
        Func<LookupRequest, LookupRequest> complete,
        IReadOnlyList<Expression> variables)
    {
        var local = ReadPath(stage, fields, LocalField);
        var foreign = ReadPath(stage, fields, ForeignField);
        var target = fields.RequiredString(As);
        var request = complete(new LookupRequest("", "") { LocalField = local, ForeignField = foreign });
        CheckForm(fields, request);
        var scope = pipeline.Scope;
        var enrichers = fields.Has(From)
            ? ReadFrom(stage, fields, pipeline, request)
            : ReadGiven(stage, fields, request);
        fields.RejectUnknown();
        if (target is null)
        {
            return;
        }

        try
        {
            var put = EnrichTarget.Compile(target, pipeline);
            if (enrichers is not null)
            {
                pipeline.Add(new EnrichPlan(stage.StageName, enrichers, variables, scope, put));
            }
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report(As, error);
        }
    }

    private static string? ReadPath(StageContext stage, StageFields fields, string name)
    {
        try
        {
            return fields.OptionalString(name) is { } path ? FieldPathRules.Check(path, name) : null;
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report("", error);
            return null;
        }
    }

    private static void CheckForm(StageFields fields, LookupRequest request)
    {
        var hasBoth = fields.Has(LocalField) && fields.Has(ForeignField);
        if (hasBoth || (request.Pipeline is not null && !fields.Has(LocalField) && !fields.Has(ForeignField)))
        {
            return;
        }

        fields.Report(
            PipelineErrorCodes.InvalidOptions,
            "",
            request.Cache is null
                ? "expected 'pipeline', or both 'localField' and 'foreignField', or all three"
                : "expected both 'localField' and 'foreignField'");
    }

    private static IEnricherFactory? ReadFrom(
        StageContext stage, StageFields fields, PipelineBuilder pipeline, LookupRequest request)
    {
        var value = fields.Read(From);
        if (value.Type != Bson.BsonType.Document)
        {
            stage.ReportType(From, value, "an object {connectionName, db, coll}");
            return null;
        }

        var from = fields.RequiredDocument(From)!;
        var isFound = pipeline.Environment.TryFind(stage, from, out var connection, out var connector);
        var database = from.RequiredString("db");
        var collection = from.RequiredString("coll");
        from.RejectUnknown();
        return isFound && database is not null && collection is not null
            ? connector!.ParseLookup(
                stage, connection!, request with { Database = database, Collection = collection })
            : null;
    }

    private static IEnricherFactory? ReadGiven(StageContext stage, StageFields fields, LookupRequest request)
    {
        if (request.Cache is null && request.Pipeline is { IsEmpty: false } stages
            && !stages[0].AsDocument["$documents"].IsMissing)
        {
            return GivenLookupFactory.Compile(stage, request);
        }

        fields.Report(
            PipelineErrorCodes.MissingField,
            From,
            request.Cache is null
                ? "'from' is required and is missing; only a pipeline that begins with $documents does without it"
                : "'from' is required and is missing");
        return null;
    }
}

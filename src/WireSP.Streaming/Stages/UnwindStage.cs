using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$unwind</c>: one document for each element of an array.</summary>
internal static class UnwindStage
{
    public static readonly StageSpec Spec = new("$unwind", StageRole.Stateless, Parse)
    {
        Summary = "Makes one document of each element of an array.",
        Examples =
        [
            "{ $unwind: '$items' }",
            "{ $unwind: { path: '$items', includeArrayIndex: 'at', preserveNullAndEmptyArrays: true } }",
        ],
    };

    private static readonly string[] Options = ["path", "includeArrayIndex", "preserveNullAndEmptyArrays"];

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        try
        {
            var plan = Read(stage.Argument);
            pipeline.Add(new Plan(plan, pipeline.BeginScope()));
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report("", error);
        }
    }

    private static UnwindPlan Read(BsonValue argument)
    {
        if (argument.Type == BsonType.String)
        {
            return new UnwindPlan(PathOf(argument), null, keepsEmpty: false);
        }

        if (argument.Type != BsonType.Document)
        {
            throw new ExpressionSyntaxException(
                15981, $"expected a string or an object, found {TypeNames.Of(argument.Type)}");
        }

        foreach (var element in argument.AsDocument)
        {
            var name = element.Name;
            if (Array.IndexOf(Options, name) < 0)
            {
                throw new ExpressionSyntaxException(
                    28811, $"'{name}' is not an option of $unwind.{NearestName.Hint(name, Options)}", name);
            }
        }

        var document = argument.AsDocument;
        return new UnwindPlan(PathOf(document["path"]), IndexOf(document["includeArrayIndex"]), Keeps(document));
    }

    private static string PathOf(BsonValue value)
    {
        if (value.IsMissing)
        {
            throw new ExpressionSyntaxException(28812, "'path' is required and is missing", "path");
        }

        if (value.Type != BsonType.String)
        {
            throw new ExpressionSyntaxException(
                28808, $"expected a string, found {TypeNames.Of(value.Type)}", "path");
        }

        var text = value.AsString;
        if (!text.StartsWith('$'))
        {
            throw new ExpressionSyntaxException(28818, $"'{text}' must begin with '$', as a field path does", "path");
        }

        return FieldPathRules.Check(text[1..], "path");
    }

    private static string? IndexOf(BsonValue value)
    {
        if (value.IsMissing)
        {
            return null;
        }

        if (value.Type != BsonType.String || value.Length == 0)
        {
            throw new ExpressionSyntaxException(
                28810, $"expected a string that is not empty, found {TypeNames.Of(value.Type)}", "includeArrayIndex");
        }

        var text = value.AsString;
        return text.StartsWith('$')
            ? throw new ExpressionSyntaxException(28822, $"'{text}' must not begin with '$'", "includeArrayIndex")
            : FieldPathRules.Check(text, "includeArrayIndex");
    }

    private static bool Keeps(BsonDocument document)
    {
        var value = document["preserveNullAndEmptyArrays"];
        return value.Type switch
        {
            BsonType.Missing => false,
            BsonType.Boolean => value.AsBoolean,
            _ => throw new ExpressionSyntaxException(
                28809, $"expected a bool, found {TypeNames.Of(value.Type)}", "preserveNullAndEmptyArrays"),
        };
    }

    private sealed class Plan(UnwindPlan unwind, CompileContext following) : StagePlan("$unwind")
    {
        public override Operator Create(OperatorFactory factory) =>
            new UnwindOperator(OperatorName, factory.Output, unwind, factory.ScopeOf(following));
    }
}

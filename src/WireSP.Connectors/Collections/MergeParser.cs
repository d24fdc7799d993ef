using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Updates;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>Parses a <c>$merge</c> into collections, on the endpoint itself or in a cluster.</summary>
internal static class MergeParser
{
    /// <summary>Parses the stage; what is wrong is reported to it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="connection">The connection that <c>into</c> names.</param>
    /// <param name="connector">Opens the connection's collections.</param>
    /// <returns>Null after a problem that leaves nothing to run.</returns>
    public static ISinkFactory? Parse(
        StageContext stage, ConnectionDefinition connection, ICollectionConnector connector)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return null;
        }

        var scope = new CompileContext();
        var on = ReadOn(fields);
        var variables = ReadVariables(fields, scope);
        var target = ReadInto(fields, connector, scope);
        var read = new MergeOptions(connection, connector, target!)
        {
            Plan = new MergePlan(on ?? []) { VariableNames = variables?.Names ?? [] },
            IsOnWritten = fields.Has("on"),
            Parallelism = (int)Math.Min(int.MaxValue, fields.OptionalInteger("parallelism", 1) ?? 1),
        };
        read = ReadMatched(fields, variables, scope, read);
        read = ReadNotMatched(fields, scope, read);
        read = ReadConfig(fields, read);
        fields.RejectUnknown();
        return target is null || on is null ? null : new MergeSinkFactory(read);
    }

    private static TargetExpressions? ReadInto(
        StageFields fields, ICollectionConnector connector, CompileContext scope)
    {
        if (fields.RequiredDocument("into") is not { } into)
        {
            return null;
        }

        into.Ignore("connectionName");
        var target = TargetParser.Parse(into, connector, scope);
        into.RejectUnknown();
        return target;
    }

    private static IReadOnlyList<string>? ReadOn(StageFields fields)
    {
        if (!fields.Has("on"))
        {
            return ["_id"];
        }

        if (fields.RequiredStrings("on") is not { } paths)
        {
            return null;
        }

        foreach (var path in paths)
        {
            try
            {
                FieldPaths.Check(path);
            }
            catch (ExpressionSyntaxException error)
            {
                fields.Stage.Report("on", error);
                return null;
            }
        }

        if (paths.Distinct(StringComparer.Ordinal).Count() < paths.Count)
        {
            fields.Report(PipelineErrorCodes.BadValue, "on", "'on' names a field more than once");
            return null;
        }

        return paths;
    }

    private static MergeVariables? ReadVariables(StageFields fields, CompileContext scope)
    {
        var let = fields.Read("let");
        if (!let.IsMissing && let.Type != BsonType.Document)
        {
            fields.Stage.ReportType("let", let, "object");
            return null;
        }

        if (!let.IsMissing && fields.Read("whenMatched").Type != BsonType.Array)
        {
            fields.Report(
                PipelineErrorCodes.BadValue, "let", "'let' is for a pipeline in 'whenMatched', and there is none");
            return null;
        }

        try
        {
            return MergeVariables.Compile(let, scope);
        }
        catch (ExpressionSyntaxException error)
        {
            fields.Stage.Report("let", error);
            return null;
        }
    }

    private static MergeOptions ReadMatched(
        StageFields fields, MergeVariables? variables, CompileContext scope, MergeOptions read)
    {
        var spec = fields.Read("whenMatched");
        if (spec.Type == BsonType.Array)
        {
            return ReadPipeline(fields, spec, variables, read);
        }

        var expression = ReadChoice(
            fields, "whenMatched", scope, word => MergeWords.FindMode(word) is not null, MergeWords.Matched);
        return expression is null ? read
            : expression.IsConstant
                ? read with { WhenMatched = MergeWords.FindMode(TargetExpressions.ConstantOf(expression))!.Value }
            : read with { MatchedChoice = expression };
    }

    private static MergeOptions ReadPipeline(
        StageFields fields, in BsonValue spec, MergeVariables? variables, MergeOptions read)
    {
        if (spec.AsArray.IsEmpty)
        {
            fields.Report(PipelineErrorCodes.BadValue, "whenMatched", "the pipeline must not be empty");
            return read;
        }

        try
        {
            _ = UpdateCompiler.Compile(spec, variableNames: variables?.Names ?? ["new"]);
        }
        catch (ExpressionSyntaxException error)
        {
            fields.Stage.Report("whenMatched", error);
        }

        return read with
        {
            WhenMatched = MergeMode.Pipeline,
            Plan = read.Plan with { Pipeline = spec.AsArray },
            Variables = variables,
        };
    }

    private static MergeOptions ReadNotMatched(StageFields fields, CompileContext scope, MergeOptions read)
    {
        var expression = ReadChoice(
            fields, "whenNotMatched", scope, word => MergeWords.FindInsert(word) is not null, MergeWords.NotMatched);
        return expression is null ? read
            : expression.IsConstant
                ? read with { IsInserted = MergeWords.FindInsert(TargetExpressions.ConstantOf(expression))!.Value }
            : read with { NotMatchedChoice = expression };
    }

    private static Expression? ReadChoice(
        StageFields fields, string name, CompileContext scope, Predicate<BsonValue> isWord, string[] words)
    {
        var expression = TargetParser.ReadExpression(fields, name, scope);
        if (expression is not { IsConstant: true })
        {
            return expression;
        }

        var word = TargetExpressions.ConstantOf(expression);
        if (isWord(word))
        {
            return expression;
        }

        var expected = name == "whenMatched"
            ? $"{string.Join(", ", words)}, a pipeline, or an expression that gives one of the words"
            : $"{string.Join(", ", words)}, or an expression that gives one of them";
        if (word.Type != BsonType.String)
        {
            fields.Stage.ReportType(fields.PathOf(name), word, expected);
            return null;
        }

        // A single document must not end a stream.
        var hint = word.AsString == "fail"
            ? " A stream cannot fail for one document: discard it, or look for it with $validate."
            : NearestName.Hint(word.AsString, words);
        fields.Report(
            PipelineErrorCodes.BadValue,
            name,
            $"'{word.AsString}' is not a value of '{name}'; expected {expected}.{hint}");
        return null;
    }

    private static MergeOptions ReadConfig(StageFields fields, MergeOptions read)
    {
        if (fields.OptionalDocument("config") is not { } config)
        {
            return read;
        }

        var delivery = DeliveryWords.Read(config);
        if (delivery == DeliveryGuarantee.ExactlyOnce && read.Connector.CommitsWithCheckpoints == CommitSupport.Never)
        {
            config.Report(
                PipelineErrorCodes.BadValue,
                "deliveryGuarantee",
                $"'exactlyOnce' is not possible here: connection '{read.Connection.Name}' is of type "
                    + $"{read.Connection.Type}, which does not commit writes together with a checkpoint");
        }

        config.RejectUnknown();
        return read with { Delivery = delivery };
    }
}

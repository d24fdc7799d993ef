using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions;

/// <summary>
/// Compiles the text of an expression: resolves names, checks arguments and folds what does not depend on the document.
/// </summary>
public static class ExpressionCompiler
{
    /// <summary>Compiles an expression as it stands in a pipeline.</summary>
    /// <exception cref="ExpressionSyntaxException">It is not a legal expression; says where and why.</exception>
    public static Expression Compile(BsonValue spec, CompileContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Enter();
        try
        {
            return spec.Type switch
            {
                BsonType.String => CompileText(spec, context),
                BsonType.Document => CompileDocument(spec.AsDocument, context),
                BsonType.Array => Fold(new ArrayExpression(ArgumentList.Compile("[]", spec, context)), context),
                _ => new Constant(spec.Copy()),
            };
        }
        finally
        {
            context.Leave();
        }
    }

    /// <summary>Compiles a part of an expression; a failure says that it is in that part.</summary>
    internal static Expression CompileAt(string name, BsonValue spec, CompileContext context)
    {
        try
        {
            return Compile(spec, context);
        }
        catch (ExpressionSyntaxException error)
        {
            throw error.In(name);
        }
    }

    /// <summary>
    /// Compiles a part that is computed for some documents only, which constants that fail there need not fail.
    /// </summary>
    internal static Expression CompileBranch(string name, BsonValue spec, CompileContext context)
    {
        context.EnterBranch();
        try
        {
            return CompileAt(name, spec, context);
        }
        finally
        {
            context.LeaveBranch();
        }
    }

    /// <summary>Computes an expression that depends on no document.</summary>
    /// <exception cref="ExpressionSyntaxException">It fails, even if no document ever came to it.</exception>
    internal static Expression Fold(Expression expression, CompileContext context, BsonValue argument = default)
    {
        if (!context.FoldsConstants || expression is Constant || !expression.IsConstant)
        {
            return expression;
        }

        try
        {
            var scratch = new EvaluationContext(0, context.VariableCount, TimeProvider.System);
            return new Constant(expression.Evaluate(scratch).Copy());
        }
        catch (EvaluationException error)
        {
            // How long it took says something about this machine at this moment, and not about the pipeline.
            return error.Code == ExpressionErrors.TooLongCode ? expression
                : argument.Type is BsonType.Missing or BsonType.Document or BsonType.Array
                    ? throw new ExpressionSyntaxException(
                        error.Code, $"{error.Message}; nothing in it depends on a document")
                    : throw ConstantRefusal.Of(error, argument);
        }
    }

    private static Expression CompileText(BsonValue spec, CompileContext context)
    {
        var text = spec.AsStringUtf8;
        return text.Length > 0 && text[0] == (byte)'$'
            ? FieldPaths.Compile(Encoding.UTF8.GetString(text), context)
            : new Constant(spec.Copy());
    }

    private static Expression CompileDocument(BsonDocument document, CompileContext context)
    {
        var count = document.CountElements();
        var names = new byte[count][];
        var values = new Expression[count];
        var index = 0;
        foreach (var element in document)
        {
            var name = element.Name;
            if (name.StartsWith('$'))
            {
                return count == 1
                    ? CompileOnce(document, name, element.Value, context)
                    : throw new ExpressionSyntaxException(
                        index == 0 ? 15983 : 16410, $"'{name}' must be the only field of its object", name);
            }

            if (name.Contains('.', StringComparison.Ordinal))
            {
                throw new ExpressionSyntaxException(16412, $"the field name '{name}' may not contain '.'", name);
            }

            names[index] = element.NameUtf8.ToArray();
            values[index++] = CompileAt(name, element.Value, context);
        }

        return Fold(new DocumentExpression(names, values), context);
    }

    private static Expression CompileOnce(
        BsonDocument text, string name, BsonValue argument, CompileContext context)
    {
        // With another CURRENT, the same text means something else.
        if (context.Repeated is not { } repeated || context.TryGetVariable("CURRENT", out _))
        {
            return CompileOperator(name, argument, context);
        }

        return repeated.Find(text) ?? repeated.Share(text, CompileOperator(name, argument, context), context);
    }

    private static Expression CompileOperator(string name, BsonValue argument, CompileContext context)
    {
        if (!ExpressionTable.TryFind(name, out var spec))
        {
            var hint = RefusedExpressions.ReasonFor(name) is { } reason
                ? $": {reason}"
                : NearestName.HintAfterText(name, ExpressionTable.Names);
            throw new ExpressionSyntaxException(168, $"Unrecognized expression '{name}'{hint}", name);
        }

        try
        {
            var compiled = spec.Factory(argument, context);
            if (context.FoldsConstants)
            {
                spec.Trial?.Run(argument, !compiled.IsConstant, spec.Factory, context);
            }

            return Fold(compiled, context, argument);
        }
        catch (ExpressionSyntaxException error)
        {
            throw error.In(name);
        }
    }
}

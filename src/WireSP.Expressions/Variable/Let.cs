using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$let</c>: an expression with variables.</summary>
internal sealed class Let(int first, Expression[] values, Expression body) : Expression
{
    public static readonly ExpressionSpec Spec = new("$let", Compile)
    {
        Summary = "Computes variables and then an expression that may use them.",
        Syntax = "{ $let: { vars: { name: expression, … }, in: expression } }",
        Examples =
        [
            new("""{ "$let": { "vars": { "x": 2, "y": 3 }, "in": { "$multiply": ["$$x", "$$y"] } } }""", "6"),
            new("""{ "$let": { "vars": { "p": "$price" }, "in": "$$p.net" } }""", "7", """{ "price": { "net": 7 } }"""),
            new("""{ "$let": { "vars": {}, "in": 1 } }""", "1"),
        ],
    };

    private static readonly NamedSyntax Named =
        new("$let", 16874, 16875, new Parameter("vars", 16876), new Parameter("in", 16877));

    public override bool IsConstant => body.IsConstant;

    public override BsonValue Evaluate(EvaluationContext context) =>
        TryEvaluate(context, out var value) ? value : throw context.ToException();

    internal override bool TryEvaluate(EvaluationContext context, out BsonValue value)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].TryEvaluate(context, out value))
            {
                return false;
            }

            context.Variables[first + i] = value;
        }

        return body.TryEvaluate(context, out value);
    }

    internal override RunSource? SourceFor(FieldShape shape)
    {
        List<RunSource> computed = [];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                // What a variable stands for is wanted as often as it is named.
                if (SharedSource.Of(values[i].SourceFor(shape)) is not { } source)
                {
                    return null;
                }

                shape.Scope.Bind(first + i, source);
                if (!source.FillsAll && source is not MatchSource)
                {
                    computed.Add(source);
                }
            }

            return computed.Count > 0 && body.SourceFor(shape) is { } result
                ? new LetSource([.. computed], result)
                : body.SourceFor(shape);
        }
        finally
        {
            for (var i = 0; i < values.Length; i++)
            {
                shape.Scope.Release(first + i);
            }
        }
    }

    private static Let Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        if (bound[0].Type != BsonType.Document)
        {
            throw new ExpressionSyntaxException(10065, "$let takes an object of variables as 'vars'", "vars");
        }

        // Values see the variables outside only; the slots of all are taken before, so that values may nest a $let.
        var names = new List<string>();
        foreach (var element in bound[0].AsDocument)
        {
            FieldPaths.CheckDeclaration(element.Name);
            names.Add(element.Name);
        }

        var first = Reserve(names.Count, context);
        var values = new Expression[names.Count];
        var index = 0;
        foreach (var element in bound[0].AsDocument)
        {
            values[index++] = ExpressionCompiler.CompileAt(element.Name, element.Value, context);
        }

        context.ReleaseVariables(names.Count);
        names.ForEach(name => context.DeclareVariable(name));
        var body = ExpressionCompiler.CompileAt("in", bound[1], context);
        context.ReleaseVariables(names.Count);
        return new(first, values, body);
    }

    // A name that no reference can have keeps the slot.
    private static int Reserve(int count, CompileContext context)
    {
        var first = 0;
        for (var i = 0; i < count; i++)
        {
            var slot = context.DeclareVariable(" ");
            first = i == 0 ? slot : first;
        }

        return first;
    }
}

using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$map</c>: an expression over each element of an array.</summary>
internal sealed class Map(Expression input, ElementVariables variables, Expression body) : Expression
{
    public static readonly ExpressionSpec Spec = new("$map", Compile)
    {
        Summary = "Gives the array of what an expression gives for each element; null for null.",
        Syntax = """{ $map: { input: array, as: "this", in: expression, arrayIndexAs: "name" } }""",
        Trial = new("""{ "input": [1], "as": "v", "in": 1, "arrayIndexAs": "i" }"""),
        Examples =
        [
            new("""{ "$map": { "input": [1, 2], "in": { "$multiply": ["$$this", 10] } } }""", "[10, 20]"),
            new("""{ "$map": { "input": ["a"], "as": "x", "in": { "v": "$$x" } } }""", """[{ "v": "a" }]"""),
            new("""{ "$map": { "input": null, "in": 1 } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$map", 16878, 16879, new Parameter("input", 16880), new Parameter("as"), new Parameter("in", 16882),
        new Parameter("arrayIndexAs"));

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var array = input.Evaluate(context);
        if (array.IsNullish)
        {
            return BsonValue.Null;
        }

        if (array.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(16883, "$map", "an array as 'input'", array);
        }

        var mark = context.Mark;
        var index = 0;
        foreach (var item in array.AsArray)
        {
            context.Charge(1);
            variables.Set(item, index++, context);
            context.Push(body.Evaluate(context));
        }

        return context.TakeArray(mark);
    }

    private static Map Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        var input = ExpressionCompiler.CompileAt("input", bound[0], context);
        var variables = ElementVariables.Declare(bound[1], bound[3], context);
        var body = ExpressionCompiler.CompileBranch("in", bound[2], context);
        variables.Release(context);
        return new(input, variables, body);
    }
}

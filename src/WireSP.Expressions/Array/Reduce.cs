using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$reduce</c>: one value out of all elements of an array.</summary>
internal sealed class Reduce(
    Expression input, Expression initial, ElementVariables variables, int valueIndex, Expression body) : Expression
{
    public static readonly ExpressionSpec Spec = new("$reduce", Compile)
    {
        Summary = "Computes a value from the one so far ($$value) and each element ($$this); null for null.",
        Syntax = "{ $reduce: { input: array, initialValue: expression, in: expression } }",
        Trial = new(
            """{ "input": [1], "initialValue": 1, "in": 1, "as": "v", "valueAs": "w", """
                + """ "arrayIndexAs": "i" }"""),
        Examples =
        [
            new(
                """{ "$reduce": { "input": [1, 2, 3], "initialValue": 0, "in": { "$add": ["$$value", "$$this"] } } }""",
                "6"),
            new("""{ "$reduce": { "input": [], "initialValue": "none", "in": "$$this" } }""", "\"none\""),
            new("""{ "$reduce": { "input": null, "initialValue": 0, "in": 1 } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$reduce", 40075, 40076, new Parameter("input", 40077), new Parameter("initialValue", 40078),
        new Parameter("in", 40079), new Parameter("as"), new Parameter("valueAs"), new Parameter("arrayIndexAs"));

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var array = input.Evaluate(context);
        if (array.IsNullish)
        {
            return BsonValue.Null;
        }

        if (array.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(40080, "$reduce", "an array as 'input'", array);
        }

        var value = initial.Evaluate(context);
        var index = 0;
        foreach (var item in array.AsArray)
        {
            context.Charge(1);
            variables.Set(item, index++, context);
            context.Variables[valueIndex] = value;
            value = body.Evaluate(context);
        }

        return value;
    }

    private static Reduce Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        var input = ExpressionCompiler.CompileAt("input", bound[0], context);
        var initial = ExpressionCompiler.CompileBranch("initialValue", bound[1], context);
        var valueIndex = context.DeclareVariable(ElementVariables.NameOf(bound[4], "value", "valueAs"));
        var variables = ElementVariables.Declare(bound[3], bound[5], context);
        var body = ExpressionCompiler.CompileBranch("in", bound[2], context);
        variables.Release(context);
        context.ReleaseVariables(1);
        return new(input, initial, variables, valueIndex, body);
    }
}

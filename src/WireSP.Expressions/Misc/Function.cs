using WireSP.Bson;
using WireSP.Expressions.Script;

namespace WireSP.Expressions.Operators;

/// <summary><c>$function</c>: what a JavaScript function gives for the arguments.</summary>
internal sealed class Function(ScriptBody body, ScriptArguments arguments) : Expression
{
    public static readonly ExpressionSpec Spec = new("$function", Compile)
    {
        Summary = "Gives what a JavaScript function returns. Numbers come back as doubles, undefined as null; a throw "
            + "fails the document, and so do functions that call each other more than some two hundred deep. A regular "
            + "expression may have as many bytes as in $regex. Ten times as slow as other operators: use them where "
            + "they will do.",
        Syntax = """{ $function: { body: "function(a, …) { … }", args: [expression, …], lang: "js" } }""",

        // It may read the clock or draw random numbers.
        IsVolatile = true,
        Examples =
        [
            new(
                """{ "$function": { "body": "function(a, b) { return a * b; }", "args": ["$n", 2.5], "lang": "js" } }""",
                "5.0",
                """{ "n": 2 }"""),
            new(
                """{ "$function": { "body": "s => s.split('').reverse().join('')", "args": ["stream"], "lang": "js" } }""",
                "\"maerts\""),
            new(
                """
                { "$function": { "body": "function(o) { o.seen = true; return o; }", "args": [{ "n": 1 }], "lang": "js" } }
                """,
                """{ "n": 1, "seen": true }"""),
            new("""{ "$function": { "body": "function() {}", "args": [], "lang": "js" } }""", "null"),
        ],
    };

    private const int ArgumentsNoArray = 31266;

    private static readonly NamedSyntax Named = new("$function", 31260, 31267,
        new Parameter("body", 31261), new Parameter("args", 31262), new Parameter("lang", 31263));

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var mark = context.Mark;
        arguments.Push(context);
        var value = context.CallScript(body, context.From(mark));
        context.Release(mark);
        return value;
    }

    private static Function Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        ScriptSyntax.RequireAllowed("$function", bound[2]);
        ScriptSyntax.RequireCode("$function", "body", bound[0]);
        var arguments = ScriptArguments.Compile("$function", "args", bound[1], ArgumentsNoArray, context);
        context.ScriptCount++;
        return new(ScriptBody.Parse(bound[0].AsString), arguments);
    }
}

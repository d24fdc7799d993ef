using WireSP.Bson;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Script;

namespace WireSP.Expressions.Operators;

/// <summary><c>$function</c>: what a JavaScript function gives for the arguments.</summary>
internal sealed class Function(ScriptBody body, Expression arguments) : Expression
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
    private const int LanguageUnknown = 31419;
    private const int TypeMismatch = 14;
    private const int ScriptingIsOff = 115;

    private static readonly NamedSyntax Named = new("$function", 31260, 31267,
        new Parameter("body", 31261), new Parameter("args", 31262), new Parameter("lang", 31263));

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var mark = context.Mark;
        if (arguments is ArrayExpression list)
        {
            foreach (var item in list.Items)
            {
                context.Push(item.Evaluate(context));
            }
        }
        else
        {
            PushItems(arguments.Evaluate(context), context);
        }

        var value = context.CallScript(body, context.From(mark));
        context.Release(mark);
        return value;
    }

    private static Function Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        if (AppContext.TryGetSwitch(ScriptSwitch.IsForbidden, out var isForbidden) && isForbidden)
        {
            throw new ExpressionSyntaxException(
                ScriptingIsOff, "$function is not available: JavaScript is refused (--noscripting)");
        }

        if (bound[2].Type != BsonType.String || !bound[2].AsStringUtf8.SequenceEqual("js"u8))
        {
            throw new ExpressionSyntaxException(LanguageUnknown, "$function knows only the language \"js\"", "lang");
        }

        if (bound[0].Type is not (BsonType.String or BsonType.JavaScript))
        {
            throw new ExpressionSyntaxException(
                TypeMismatch,
                $"$function takes a string or code as 'body', not {TypeNames.Of(bound[0].Type)}",
                "body");
        }

        var arguments = ExpressionCompiler.CompileAt("args", bound[1], context);
        if (arguments is Constant { Value.Type: not BsonType.Array } constant)
        {
            throw new ExpressionSyntaxException(ArgumentsNoArray, WrongArguments(constant.Value), "args");
        }

        context.ScriptCount++;
        return new(ScriptBody.Parse(bound[0].AsString), arguments);
    }

    private static void PushItems(in BsonValue items, EvaluationContext context)
    {
        if (items.Type != BsonType.Array)
        {
            throw new EvaluationException(ArgumentsNoArray, WrongArguments(items));
        }

        foreach (var item in items.AsArray)
        {
            context.Push(item);
        }
    }

    private static string WrongArguments(in BsonValue value) =>
        $"$function takes an array as 'args', not {TypeNames.Of(value.Type)}";
}

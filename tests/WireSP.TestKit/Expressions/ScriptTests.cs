using System.Text.Json;
using WireSP.Bson;
using WireSP.Expressions;
using Xunit;

namespace WireSP.TestKit.Expressions;

/// <summary>
/// Base of the tests of JavaScript: one line a case, the function, its arguments and what it gives in Extended JSON.
/// </summary>
public abstract class ScriptTests : ExpressionTests
{
    /// <summary>The code of a function that threw, or gave no value.</summary>
    protected const int InterpreterFailure = 139;

    /// <summary>The code of a function that took too many steps or bytes.</summary>
    protected const int BudgetIsSpent = 146;

    // Less than in production, so that running into the limit takes no time worth mentioning.
    private const long StatementsMax = 500_000;

    // Engines take long to start, and must be as good as new after each call. Time stands still, so that it is never
    // the machine's speed that ends a call.
    [ThreadStatic]
    private static EvaluationContext? _shared;

    /// <summary>The function gives that value.</summary>
    protected static void Gives(string body, string expected, string arguments = "[]", string document = "{}") =>
        Assert.Equal(Canonical(ExtendedJson.ParseValue(expected)), Call(body, arguments, document));

    /// <summary>The function is refused, or fails for the document, with that code.</summary>
    protected static void GivesNothing(string body, int code, string arguments = "[]", string document = "{}") =>
        Assert.Equal(code, Assert.Throws<EvaluationException>(() => Call(body, arguments, document)).Code);

    /// <summary>What the failure of a function says.</summary>
    protected static string FailureOf(string body) =>
        Assert.Throws<EvaluationException>(() => Call(body, "[]", "{}")).Message;

    /// <summary>The expression that calls a function.</summary>
    protected static string Expression(string body, string arguments = "[]") =>
        $$"""{ "$function": { "body": {{JsonSerializer.Serialize(body)}}, "args": {{arguments}}, "lang": "js" } }""";

    /// <summary>What functions give that are called one after another in one context, as by a task.</summary>
    protected static IReadOnlyList<string> InTurn(params string[] bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        var compilation = new CompileContext();
        var compiled = bodies
            .Select(body => ExpressionCompiler.Compile(ExtendedJson.ParseValue(Expression(body)), compilation))
            .ToArray();
        var context = compilation.CreateEvaluationContext(new StandingClock());
        return [.. compiled.Select(expression => Next(expression, context))];
    }

    private static string Call(string body, string arguments, string document)
    {
        var compilation = new CompileContext();
        var compiled = ExpressionCompiler.Compile(ExtendedJson.ParseValue(Expression(body, arguments)), compilation);
        var context = _shared ??= new EvaluationContext(slotCount: 16, variableCount: 0, new StandingClock());
        context.StepsMax = StatementsMax;
        context.Begin(ExtendedJson.Parse(document));
        compilation.Fields.Read(context);
        return Canonical(compiled.Evaluate(context));
    }

    private static string Next(Expression expression, EvaluationContext context)
    {
        context.StepsMax = StatementsMax;
        context.Begin(BsonDocument.Empty);
        try
        {
            return Canonical(expression.Evaluate(context));
        }
        catch (EvaluationException error)
        {
            return $"{error.Code}";
        }
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);

        public override long GetTimestamp() => 1;
    }
}

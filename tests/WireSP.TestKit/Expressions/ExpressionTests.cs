using WireSP.Bson;
using WireSP.Expressions;
using Xunit;

namespace WireSP.TestKit.Expressions;

/// <summary>
/// Base of the tests of operators: one line a case, Extended JSON on both sides. Results are compared in canonical
/// form, so that the numeric type counts; <c>missing</c> stands for no value. Constants are folded, then not.
/// </summary>
public abstract class ExpressionTests
{
    /// <summary>What stands for no value in an expected result.</summary>
    protected const string NoValue = "missing";

    // Less than in production, so that running into the limit takes no time worth mentioning.
    private const long StepsMax = 500_000;

    /// <summary>The expression gives that value for the document.</summary>
    protected static void Evaluates(string expression, string expected, string document = "{}")
    {
        var canonical = expected == NoValue ? NoValue : Canonical(ExtendedJson.ParseValue(expected));
        Assert.Equal(canonical, Evaluate(expression, document, foldsConstants: true));
        Assert.Equal(canonical, Evaluate(expression, document, foldsConstants: false));
    }

    /// <summary>The expression is refused, or fails for the document, with that code.</summary>
    protected static void Fails(string expression, int code, string document = "{}")
    {
        Assert.Equal(code, FailureCode(expression, document, foldsConstants: true));
        Assert.Equal(code, FailureCode(expression, document, foldsConstants: false));
    }

    /// <summary>The expression is refused when it is compiled.</summary>
    /// <returns>What is said.</returns>
    protected static string Refused(string expression, int code, string path)
    {
        var error = Assert.Throws<ExpressionSyntaxException>(
            () => ExpressionCompiler.Compile(ExtendedJson.ParseLenient(expression), new CompileContext()));
        Assert.Equal((code, path), (error.Code, error.Path));
        return error.Message;
    }

    /// <summary>The value in canonical Extended JSON.</summary>
    protected static string Canonical(in BsonValue value) =>
        value.IsMissing ? NoValue : ExtendedJson.Format(value, ExtendedJsonOptions.Canonical);

    /// <summary>Compiles and evaluates an expression.</summary>
    protected static string Evaluate(string expression, string document, bool foldsConstants)
    {
        var compilation = new CompileContext { FoldsConstants = foldsConstants };
        var compiled = ExpressionCompiler.Compile(ExtendedJson.ParseValue(expression), compilation);
        var context = compilation.CreateEvaluationContext(TimeProvider.System);
        context.StepsMax = StepsMax;
        context.Begin(ExtendedJson.Parse(document));
        compilation.Fields.Read(context);
        return Canonical(compiled.Evaluate(context));
    }

    private static int FailureCode(string expression, string document, bool foldsConstants)
    {
        try
        {
            var result = Evaluate(expression, document, foldsConstants);
            throw new InvalidOperationException($"{expression} gave {result} instead of an error");
        }
        catch (EvaluationException error)
        {
            return error.Code;
        }
        catch (ExpressionSyntaxException error)
        {
            return error.Code;
        }
    }
}

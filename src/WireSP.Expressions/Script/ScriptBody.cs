using Acornima;
using Acornima.Ast;
using Jint;

namespace WireSP.Expressions.Script;

/// <summary>
/// The JavaScript of one <c>$function</c>, or one function of an <c>$accumulator</c>, parsed once when the pipeline is
/// compiled. Immutable: tasks share it, and each makes a function of it in its own engine.
/// </summary>
internal sealed class ScriptBody
{
    // In parentheses a declaration is an expression as well; the line end closes a comment at the end of the body.
    private const string Prefix = "(";
    private const string Suffix = "\n)";

    /// <summary>What places in a body are called.</summary>
    public const string SourceName = "body";

    private ScriptBody(string name, Prepared<Acornima.Ast.Script> program, bool isMadeForEachCall)
    {
        Name = name;
        Program = program;
        IsMadeForEachCall = isMadeForEachCall;
    }

    /// <summary>What failures call it.</summary>
    public string Name { get; }

    /// <summary>What gives the function; for <see cref="IsMadeForEachCall"/>, a function that gives it.</summary>
    public Prepared<Acornima.Ast.Script> Program { get; }

    /// <summary>
    /// Whether the body assigns to names that it does not declare. They are variables of one call, so each call has
    /// its own function.
    /// </summary>
    public bool IsMadeForEachCall { get; }

    /// <summary>Parses a body.</summary>
    /// <param name="text">The function.</param>
    /// <param name="owner">The operator that calls it.</param>
    /// <param name="field">Where it stands in the operator's argument.</param>
    /// <exception cref="ExpressionSyntaxException">It does not parse, is no function, or wants what there is not.
    /// </exception>
    public static ScriptBody Parse(string text, string owner = "$function", string field = SourceName)
    {
        try
        {
            return Parse(text, field == SourceName ? owner : $"{field} of {owner}");
        }
        catch (ExpressionSyntaxException error)
        {
            throw new ExpressionSyntaxException(
                error.Code, $"{owner} cannot run this {field}: {error.Message}", field);
        }
    }

    /// <summary>A failure of the body, with the code that the server's interpreter has for it.</summary>
    internal static ExpressionSyntaxException Refuse(string reason) => new(ScriptErrors.InterpreterFailure, reason);

    private static ScriptBody Parse(string text, string name)
    {
        if (text.Length > ExpressionLimits.ScriptLengthMax)
        {
            throw Refuse($"the function is longer than {ExpressionLimits.ScriptLengthMax} characters");
        }

        var source = $"{Prefix}{text.TrimEnd().TrimEnd(';')}{Suffix}";
        var program = Prepare(source);
        if (program.Program?.Body is not [ExpressionStatement { Expression: IFunction function }]
            || ((Node)function).Start != Prefix.Length)
        {
            throw Refuse("it must be one function, such as function(a, b) { return a + b; }");
        }

        if (function.Generator)
        {
            throw Refuse("a generator gives no value; it must be an ordinary function");
        }

        var undeclared = ScriptCheck.Of(program.Program, program.ReferencedGlobals!);
        var guarded = ScriptWalks.Guard(source, program.Program);
        return undeclared.Count == 0
            ? new(name, guarded.Length == source.Length ? program : Prepare(guarded), isMadeForEachCall: false)
            : new(
                name,
                // Some may be names that the realm has, as in JSON = JSON || {}.
                Prepare($"(function(){{var {string.Join(',', undeclared.Select(name => $"{name}=this.{name}"))};"
                    + $"return{guarded}}})"),
                isMadeForEachCall: true);
    }

    private static string Describe(Exception? error)
    {
        if (error is not ParseErrorException parse)
        {
            return error?.Message ?? "";
        }

        var column = parse.Column + 1 - (parse.LineNumber == 1 ? Prefix.Length : 0);
        return $"{parse.Description} (line {parse.LineNumber}, column {column})";
    }

    private static Prepared<Acornima.Ast.Script> Prepare(string text)
    {
        try
        {
            return Engine.PrepareScript(text, SourceName, strict: false, new ScriptPreparationOptions
            {
                CollectReferencedGlobals = true,
                ParsingOptions = new() { RegexTimeout = ExpressionLimits.RegexTimeMax },
            });
        }
        catch (Exception error) when (error is ScriptPreparationException or ParseErrorException)
        {
            throw Refuse($"it does not parse: {Describe(error as ParseErrorException ?? error.InnerException)}");
        }
    }
}

using WireSP.Bson;
using WireSP.Expressions.Script;

namespace WireSP.Expressions;

/// <content>JavaScript, for those few pipelines that have some.</content>
public sealed partial class EvaluationContext
{
    private ScriptEngine? _script;

    // Contexts for what is computed beside the document under evaluation, by what was compiled for them.
    private Dictionary<object, EvaluationContext>? _beside;

    /// <summary>Bytes of the JavaScript engine, which a document makes; may be read from any thread.</summary>
    public long ScriptBytes => _script is null ? 0 : ScriptEngine.HeldBytes;

    /// <summary>Calls a function of <c>$function</c> or <c>$accumulator</c>.</summary>
    /// <exception cref="EvaluationException">It failed for this document.</exception>
    internal BsonValue CallScript(ScriptBody body, ReadOnlySpan<BsonValue> arguments) =>
        CallScript(body, arguments, this);

    /// <summary>
    /// As <see cref="CallScript(ScriptBody, ReadOnlySpan{BsonValue})"/>, at the expense of another context, in whose
    /// arena the value is; the engine is this one's.
    /// </summary>
    /// <exception cref="EvaluationException">It failed.</exception>
    internal BsonValue CallScript(ScriptBody body, ReadOnlySpan<BsonValue> arguments, EvaluationContext payer)
    {
        if (_script is not { IsSpent: false } script)
        {
            _script = script = new ScriptEngine(Clock);
        }

        return script.Call(body, arguments, payer);
    }

    /// <summary>
    /// A context with a budget and an arena of its own that turns to a document, while the one under evaluation stays
    /// as it is.
    /// </summary>
    /// <param name="compiled">What was compiled for it; its fields are found.</param>
    /// <param name="document">The document.</param>
    internal EvaluationContext Beside(CompileContext compiled, BsonDocument document)
    {
        _beside ??= new(ReferenceEqualityComparer.Instance);
        if (!_beside.TryGetValue(compiled, out var context))
        {
            _beside[compiled] = context = compiled.CreateEvaluationContext(Clock);
        }

        context.StepsMax = StepsMax;
        context.Begin(document);
        compiled.Fields.Read(context);
        return context;
    }
}

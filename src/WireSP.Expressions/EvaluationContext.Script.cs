using WireSP.Bson;
using WireSP.Expressions.Script;

namespace WireSP.Expressions;

/// <content>JavaScript, for those few pipelines that have some.</content>
public sealed partial class EvaluationContext
{
    private ScriptEngine? _script;

    /// <summary>Bytes of the JavaScript engine, which a document makes; may be read from any thread.</summary>
    public long ScriptBytes => _script is null ? 0 : ScriptEngine.HeldBytes;

    /// <summary>Calls a function of <c>$function</c>.</summary>
    /// <exception cref="EvaluationException">It failed for this document.</exception>
    internal BsonValue CallScript(ScriptBody body, ReadOnlySpan<BsonValue> arguments)
    {
        if (_script is not { IsSpent: false } script)
        {
            _script = script = new ScriptEngine(Clock);
        }

        return script.Call(body, arguments, this);
    }
}

using System.Text.RegularExpressions;
using Jint.Native;
using Jint.Runtime;
using WireSP.Bson;

namespace WireSP.Expressions.Script;

/// <summary>
/// Runs the functions of one evaluation context, so of one task. Nothing that a call does is seen by the next one; a
/// call that was cut short takes the engine with it.
/// </summary>
internal sealed class ScriptEngine
{
    /// <summary>Bytes that an engine takes, as measured with a small function.</summary>
    public const long HeldBytes = 640 * 1024;

    private readonly Dictionary<ScriptBody, JsValue> _functions = new(ReferenceEqualityComparer.Instance);
    private readonly ScriptBudget _budget = new();
    private readonly ScriptRealm _realm;
    private readonly ToScript _toScript;

    /// <summary>Starts an engine whose time is the clock's.</summary>
    public ScriptEngine(TimeProvider clock)
    {
        _realm = new ScriptRealm(clock, _budget);
        _toScript = new ToScript(_realm);
    }

    /// <summary>Whether a call was cut short, so that another engine has to go on.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Calls a function and gives its value, which lives in the context's arena.</summary>
    /// <exception cref="EvaluationException">It threw, spent the budget, or gave what is no BSON value.</exception>
    public BsonValue Call(ScriptBody body, ReadOnlySpan<BsonValue> arguments, EvaluationContext context)
    {
        IsSpent = true;
        _budget.Begin(context);
        try
        {
            var function = FunctionOf(body);
            var given = new JsValue[arguments.Length];
            for (var i = 0; i < given.Length; i++)
            {
                context.ChargeFor(arguments[i]);
                given[i] = _toScript.Convert(arguments[i]);
            }

            var value = FromScript.Convert(_realm.Engine.Call(function, given), body.Name, _toScript, context);
            IsSpent = false;
            return value;
        }
        catch (JavaScriptException error)
        {
            // The engine has unwound to its top, as after any exception that a function catches.
            IsSpent = false;
            throw ScriptErrors.Thrown(body.Name, error);
        }
        catch (RegexMatchTimeoutException)
        {
            throw ScriptErrors.SlowPattern(body.Name);
        }
        catch (Exception error) when (error is MemoryLimitExceededException or OutOfMemoryException)
        {
            throw ExpressionErrors.TooManyBytes();
        }
        catch (EvaluationException error) when (error.Code == ScriptErrors.InterpreterFailure)
        {
            // What it gave is no value, which is found behind the call.
            IsSpent = false;
            throw;
        }
        catch (Exception error) when (error is not EvaluationException)
        {
            // Whatever a body can bring about costs its document, not the task.
            throw ScriptErrors.GaveUp(body.Name, error);
        }
        finally
        {
            _budget.Begin(null);
            _toScript.Forget();
        }
    }

    private JsValue FunctionOf(ScriptBody body)
    {
        if (!_functions.TryGetValue(body, out var function))
        {
            function = _realm.Engine.Call(_realm.Harden, [_realm.Engine.Evaluate(body.Program)]);
            _functions.Add(body, function);
        }

        return body.IsMadeForEachCall ? _realm.Engine.Call(function, []) : function;
    }
}

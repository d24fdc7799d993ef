using System.Numerics;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace WireSP.Expressions.Script;

/// <summary>
/// Puts a look at the budget in front of functions of the language, which run no statements: by themselves and as what
/// others of them call, they could go on for hours. Which ones need what says <c>guards.js</c>.
/// </summary>
internal sealed class ScriptGuards(Engine engine, ScriptBudget budget)
{
    /// <summary>A function that walks a text, or makes one that is so many times as long.</summary>
    public ClrFunction Guard(Function function, string name, double growth)
    {
        return new ClrFunction(engine, name, Call);

        JsValue Call(JsValue self, JsValue[] given)
        {
            RequireItems(self);
            var length = LengthOf(self);
            foreach (var one in given)
            {
                RequireItems(one);
                length = Math.Max(length, LengthOf(one));
            }

            budget.CheckCall(length * growth);
            return function.Call(self, given);
        }
    }

    /// <summary>A function that takes little time, but for what it reads out of texts that it is given.</summary>
    public JsValue Count(Function function, string name, bool isReader)
    {
        return function is ScriptFunction ? function : new ClrFunction(engine, name, Call);

        JsValue Call(JsValue self, JsValue[] given)
        {
            budget.Count(isReader ? LengthOf(given) : 0);
            return function.Call(self, given);
        }
    }

    /// <summary>A function that calls another one again and again.</summary>
    /// <param name="function">The function.</param>
    /// <param name="name">Its name.</param>
    /// <param name="index">Which of its arguments it calls.</param>
    public ClrFunction GuardCalls(Function function, string name, int index)
    {
        return new ClrFunction(engine, name, Call);

        JsValue Call(JsValue self, JsValue[] given)
        {
            budget.Count(0);
            var called = index < given.Length ? Called(given[index]) : JsValue.Undefined;
            if (index < given.Length && !ReferenceEquals(called, given[index]))
            {
                given = [.. given];
                given[index] = called;
            }

            return function.Call(self, given);
        }
    }

    /// <summary>A function that compares the items of an array, which may be long texts.</summary>
    public ClrFunction GuardComparisons(Function function, string name)
    {
        return new ClrFunction(engine, name, Call);

        JsValue Call(JsValue self, JsValue[] given)
        {
            budget.CheckCall(0);
            RequireItems(self);
            budget.Count(self is not JsArray array ? 0
                : given is [JsString text, ..] ? (long)array.Length * text.Length
                : given is [] or [JsUndefined, ..] ? LengthOf(array) * BitOperations.Log2(array.Length | 1)
                : 0);
            return function.Call(self, given);
        }
    }

    /// <summary>What may be called in place of a function where no statement is between the calls.</summary>
    // Not all of the engine's own are of another type than ours: exec has to stay what the language brought.
    public JsValue Called(JsValue callback) =>
        callback is Function function and not ScriptFunction && (callback is not ClrFunction || IsExec(callback))
            ? Count(function, "called", isReader: true)
            : callback;

    private static bool IsExec(JsValue callback) => callback.Get("name") is JsString name && name.ToString() == "exec";

    /// <summary>A function of texts that makes a regular expression of what it is given, if that is none.</summary>
    public ClrFunction GuardPattern(Function function, string name, JsValue method)
    {
        return new ClrFunction(engine, name, Call);

        JsValue Call(JsValue self, JsValue[] given)
        {
            var pattern = given is [var first, ..] ? first : JsValue.Undefined;
            budget.CheckCall(Math.Max(LengthOf(self), LengthOf(pattern)));
            if (pattern is ObjectInstance and not JsRegExp && self is not (JsUndefined or JsNull))
            {
                // Read once: a getter may give something else to whoever reads again.
                var own = pattern.Get(method);
                if (own is not (JsUndefined or JsNull))
                {
                    return own is Function callee
                        ? callee.Call(pattern, [self])
                        : throw new JavaScriptException(engine.Intrinsics.TypeError, "a pattern's method is none");
                }

                pattern = JsString.Create(TypeConverter.ToString(pattern));
                given = [pattern];
            }

            if (pattern is JsString text)
            {
                LimitPattern(text);
            }

            return function.Call(self, given);
        }
    }

    /// <summary>Fails where somebody is about to make a regular expression of a text that is too long.</summary>
    public JsValue LimitPattern(JsValue pattern) => IsTooLong(pattern.ToString())
        ? throw new JavaScriptException(engine.Intrinsics.TypeError, ScriptErrors.LongPattern)
        : JsValue.Undefined;

    /// <summary>Whether no regular expression is made of a text.</summary>
    // To take one apart takes as long as it is, and nobody looks meanwhile.
    public static bool IsTooLong(string pattern) => pattern.Length > ExpressionLimits.RegexLengthBytesMax
        || Encoding.UTF8.GetByteCount(pattern) > ExpressionLimits.RegexLengthBytesMax;

    /// <summary>
    /// The length of an array's items as text, if they are all of types whose text runs no code; else -1.
    /// </summary>
    public static JsValue JoinedLength(JsValue value, double separatorLength)
    {
        if (value is not JsArray array)
        {
            return -1;
        }

        RequireItems(array);
        var length = array.Length * separatorLength;
        for (var i = 0u; i < array.Length; i++)
        {
            switch (array[i])
            {
                case JsString text:
                    length += text.Length;
                    break;
                case ObjectInstance or JsSymbol:
                    return -1;
                default:
                    length += 25;
                    break;
            }
        }

        return length;
    }

    /// <summary>The length of a text in JSON, where a character may be written as six; some for all else.</summary>
    public static JsValue QuotedLength(JsValue value)
    {
        const int Otherwise = 8;
        if ((value as JsString ?? (value as IJsPrimitive)?.PrimitiveValue as JsString) is not { } text)
        {
            return Otherwise;
        }

        var length = (long)text.Length;
        foreach (var character in text.ToString())
        {
            length += character < ' ' || char.IsSurrogate(character) ? 5 : character is '"' or '\\' ? 1 : 0;
        }

        return length;
    }

    /// <summary>
    /// Fails where somebody is about to make so many times of a value's length, if it is a text, or after much else.
    /// </summary>
    public JsValue Walked(double growth, JsValue value)
    {
        budget.CheckCall(LengthOf(value) * growth);
        return value;
    }

    // An array may be thousands of millions long with few items in it, and be walked for as long.
    private static void RequireItems(JsValue value)
    {
        if (value is JsArray { Length: > ExpressionLimits.ScriptArrayLengthMax })
        {
            throw ExpressionErrors.TooManyBytes();
        }
    }

    private static long LengthOf(JsValue value) => value switch
    {
        JsString text => text.Length,
        IJsPrimitive { PrimitiveValue: JsString boxed } => boxed.Length,
        _ => 0,
    };

    private static long LengthOf(ReadOnlySpan<JsValue> values)
    {
        var length = 0L;
        foreach (var value in values)
        {
            length += value is JsString text ? text.Length : 0;
        }

        return length;
    }

    private static long LengthOf(JsArray array)
    {
        var length = 0L;
        for (var i = 0u; i < array.Length; i++)
        {
            length += array[i] is JsString text ? text.Length : 0;
        }

        return length;
    }
}

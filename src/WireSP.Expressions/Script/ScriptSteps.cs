using System.Reflection;
using Jint.Native;
using Jint.Native.Object;

namespace WireSP.Expressions.Script;

/// <summary>
/// Has the engine go through arrays by its own means although <c>next</c> of their iterators is ours. It knows by
/// identity whether that function is the language's, and takes three times as long for <c>for…of</c> if it is not.
/// </summary>
internal static class ScriptSteps
{
    // The engine has no other way to say so. A version of it without this field fails with the first engine that is
    // made, so in every test.
    private const string Field = "_originalNextFunction";

    /// <summary>Makes what <c>next</c> is now the one that the engine knows.</summary>
    public static JsValue KeepFast(ObjectInstance prototype)
    {
        var known = prototype.GetType().GetField(Field, BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new MissingFieldException(prototype.GetType().FullName, Field);
        known.SetValue(prototype, prototype.Get("next"));
        return JsValue.Undefined;
    }
}

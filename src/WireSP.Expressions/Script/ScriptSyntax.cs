using WireSP.Bson;

namespace WireSP.Expressions.Script;

/// <summary>What the operators that run JavaScript require alike, when they are compiled.</summary>
internal static class ScriptSyntax
{
    private const int LanguageUnknown = 31419;
    private const int TypeMismatch = 14;
    private const int ScriptingIsOff = 115;

    /// <summary>Refuses JavaScript where the process does without, and other languages everywhere.</summary>
    /// <exception cref="ExpressionSyntaxException">It cannot be run.</exception>
    public static void RequireAllowed(string name, in BsonValue language)
    {
        if (AppContext.TryGetSwitch(ScriptSwitch.IsForbidden, out var isForbidden) && isForbidden)
        {
            throw new ExpressionSyntaxException(
                ScriptingIsOff, $"{name} is not available: JavaScript is refused (--noscripting)");
        }

        if (language.Type != BsonType.String || !language.AsStringUtf8.SequenceEqual("js"u8))
        {
            throw new ExpressionSyntaxException(LanguageUnknown, $"{name} knows only the language \"js\"", "lang");
        }
    }

    /// <summary>Refuses what is neither a string nor code.</summary>
    /// <exception cref="ExpressionSyntaxException">It is something else.</exception>
    public static void RequireCode(string name, string field, in BsonValue code)
    {
        if (code.Type is not (BsonType.String or BsonType.JavaScript))
        {
            throw new ExpressionSyntaxException(
                TypeMismatch,
                $"{name} takes a string or code as '{field}', not {TypeNames.Of(code.Type)}",
                field);
        }
    }
}

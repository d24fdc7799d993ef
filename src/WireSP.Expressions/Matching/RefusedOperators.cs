using System.Diagnostics.CodeAnalysis;

namespace WireSP.Expressions.Matching;

/// <summary>Operators of the query language that a stream processor does not take, and what their errors say.</summary>
internal static class RefusedOperators
{
    /// <summary>Whether the operator is known and refused.</summary>
    public static bool TryFind(string name, [MaybeNullWhen(false)] out ExpressionSyntaxException refusal)
    {
        refusal = name switch
        {
            "$where" => MatchErrors.BadValue(
                "$where is not allowed in this context; use $expr with $function, or better with other operators"),
            "$text" => new ExpressionSyntaxException(
                27, "text index required for $text query: a stream has none; use $regex"),
            "$near" or "$nearSphere" => MatchErrors.BadValue(
                $"{name} is not allowed in a stream processor: it sorts, and a stream has no end"),
            "$geoWithin" or "$within" or "$geoIntersects" => MatchErrors.BadValue(
                $"{name} is not supported in a stream processor"),
            _ => null,
        };
        return refusal is not null;
    }
}

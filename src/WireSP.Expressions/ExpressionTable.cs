using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using WireSP.Expressions.Variable;

namespace WireSP.Expressions;

/// <summary>Every operator of the language, one row each, sorted by name.</summary>
internal static class ExpressionTable
{
    private static readonly ExpressionSpec[] Sorted =
    [
        Literal.Spec,
    ];

    private static readonly FrozenDictionary<string, ExpressionSpec> ByName =
        Sorted.ToFrozenDictionary(spec => spec.Name, StringComparer.Ordinal);

    /// <summary>The rows in order.</summary>
    public static IReadOnlyList<ExpressionSpec> Rows => Sorted;

    /// <summary>The operators' names in order.</summary>
    public static IEnumerable<string> Names => Sorted.Select(spec => spec.Name);

    /// <summary>Finds an operator by its name.</summary>
    public static bool TryFind(string name, [MaybeNullWhen(false)] out ExpressionSpec spec) =>
        ByName.TryGetValue(name, out spec);
}

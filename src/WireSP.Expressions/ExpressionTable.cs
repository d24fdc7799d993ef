using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions;

/// <summary>Every operator of the language, one row each, sorted by name.</summary>
internal static class ExpressionTable
{
    private static readonly ExpressionSpec[] Sorted =
    [
        Abs.Spec,
        Acos.Spec,
        Acosh.Spec,
        Add.Spec,
        And.Spec,
        Asin.Spec,
        Asinh.Spec,
        Atan.Spec,
        Atan2.Spec,
        Atanh.Spec,
        Ceil.Spec,
        Cmp.Spec,
        Concat.Spec,
        Cond.Spec,
        Cos.Spec,
        Cosh.Spec,
        DegreesToRadians.Spec,
        Divide.Spec,
        Eq.Spec,
        Exp.Spec,
        Floor.Spec,
        Gt.Spec,
        Gte.Spec,
        IfNull.Spec,
        IndexOfBytes.Spec,
        IndexOfCP.Spec,
        Literal.Spec,
        Ln.Spec,
        Log.Spec,
        Log10.Spec,
        Lt.Spec,
        Lte.Spec,
        LTrim.Spec,
        Mod.Spec,
        Multiply.Spec,
        Ne.Spec,
        Not.Spec,
        Or.Spec,
        Pow.Spec,
        RadiansToDegrees.Spec,
        ReplaceAll.Spec,
        ReplaceOne.Spec,
        Round.Spec,
        RTrim.Spec,
        Sigmoid.Spec,
        Sin.Spec,
        Sinh.Spec,
        Split.Spec,
        Sqrt.Spec,
        StrLenBytes.Spec,
        StrLenCP.Spec,
        StrCaseCmp.Spec,
        Substr.Spec,
        SubstrBytes.Spec,
        SubstrCP.Spec,
        Subtract.Spec,
        Switch.Spec,
        Tan.Spec,
        Tanh.Spec,
        ToLower.Spec,
        ToUpper.Spec,
        Trim.Spec,
        Trunc.Spec,
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

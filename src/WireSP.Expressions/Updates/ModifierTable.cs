using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace WireSP.Expressions.Updates;

/// <summary>The operators of updates, sorted by name.</summary>
internal static class ModifierTable
{
    private static readonly (string Name, ModifierFactory Factory)[] Sorted =
    [
        ("$addToSet", (path, argument, tree) => tree.Add(path, new AddToSetModifier(path, argument))),
        ("$bit", (path, argument, tree) => tree.Add(path, BitModifier.Parse(path, argument))),
        ("$currentDate", (path, argument, tree) => tree.Add(path, CurrentDateModifier.Parse(path, argument))),
        ("$inc", (path, argument, tree) => tree.Add(path, new ArithmeticModifier("$inc", path, argument))),
        ("$max", (path, argument, tree) => tree.Add(path, new ExtremeModifier(path, argument, sign: 1))),
        ("$min", (path, argument, tree) => tree.Add(path, new ExtremeModifier(path, argument, sign: -1))),
        ("$mul", (path, argument, tree) => tree.Add(path, new ArithmeticModifier("$mul", path, argument))),
        ("$pop", (path, argument, tree) => tree.Add(path, PopModifier.Parse(path, argument))),
        ("$pull", (path, argument, tree) => tree.Add(path, PullModifier.Parse(path, argument))),
        ("$pullAll", (path, argument, tree) => tree.Add(path, PullModifier.ParseAll(path, argument))),
        ("$push", (path, argument, tree) => tree.Add(path, PushModifier.Parse(path, argument))),
        ("$pushAll", (path, _, _) => throw UpdateErrors.SyntaxFailedToParse(
            "Unknown modifier: $pushAll. Use $push with $each", path)),
        ("$rename", RenameModifier.Add),
        ("$set", (path, argument, tree) => tree.Add(path, new SetModifier(path, argument, onlyOnInsert: false))),
        ("$setOnInsert", (path, argument, tree) => tree.Add(path, new SetModifier(path, argument, onlyOnInsert: true))),
        ("$unset", (path, _, tree) => tree.Add(path, new UnsetModifier(path))),
    ];

    private static readonly FrozenDictionary<string, ModifierFactory> ByName =
        Sorted.ToFrozenDictionary(row => row.Name, row => row.Factory, StringComparer.Ordinal);

    /// <summary>The operators' names in order.</summary>
    public static IEnumerable<string> Names => Sorted.Select(row => row.Name);

    /// <summary>Finds an operator by its name.</summary>
    public static bool TryFind(string name, [MaybeNullWhen(false)] out ModifierFactory factory) =>
        ByName.TryGetValue(name, out factory);
}

using WireSP.Bson;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions;

/// <summary>
/// A sort pattern <c>{ path: 1 | -1, … }</c>. Its keys are an array, one item a path; a field that is an array counts
/// as its least element going up and as its greatest going down, a field that is not there as null.
/// </summary>
public sealed class SortOrder
{
    private readonly int[] _signs;

    private SortOrder(string[] paths, int[] signs)
    {
        Paths = paths;
        _signs = signs;
    }

    /// <summary>The paths in order of precedence.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ExpressionSyntaxException">It is no object, is empty or has another direction than 1 and
    /// -1.</exception>
    public static SortOrder Parse(BsonValue pattern)
    {
        if (pattern.Type != BsonType.Document || pattern.AsDocument.IsEmpty)
        {
            throw new ExpressionSyntaxException(15976, "a sort pattern is an object with at least one field");
        }

        var count = pattern.AsDocument.CountElements();
        var paths = new string[count];
        var signs = new int[count];
        var index = 0;
        foreach (var element in pattern.AsDocument)
        {
            paths[index] = element.Name;
            FieldPaths.Check(paths[index]);
            signs[index++] = Direction(element.Name, element.Value);
        }

        return new SortOrder(paths, signs);
    }

    /// <summary>An expression that gives the array of a document's keys.</summary>
    public Expression CompileKeys(CompileContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var keys = new Expression[_signs.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = CompileKey(i, context);
        }

        return new ArrayExpression(keys);
    }

    /// <summary>An expression that gives one of a document's keys; missing where the field is.</summary>
    internal Expression CompileKey(int index, CompileContext context) =>
        new SortKey(FieldPaths.Compile("$" + Paths[index], context), _signs[index]);

    /// <summary>1 where small values sort first, -1 where great ones do.</summary>
    internal int SignOf(int index) => _signs[index];

    /// <summary>Compares two arrays of keys.</summary>
    public int Compare(in BsonValue leftKeys, in BsonValue rightKeys)
    {
        var left = leftKeys.AsArray.GetEnumerator();
        var right = rightKeys.AsArray.GetEnumerator();
        foreach (var sign in _signs)
        {
            _ = left.MoveNext();
            _ = right.MoveNext();
            var order = Order.Compare(left.Current, right.Current) * sign;
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <summary>The direction that a pattern gives for a path.</summary>
    /// <exception cref="ExpressionSyntaxException">It is neither 1 nor -1.</exception>
    internal static int Direction(string path, in BsonValue value) =>
        Numbers.TryToInt32(value, out var sign) && sign is 1 or -1
            ? sign
            : throw new ExpressionSyntaxException(15975, $"the direction of '{path}' must be 1 or -1", path);
}

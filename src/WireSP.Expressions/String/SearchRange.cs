using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// The optional third and fourth argument of <c>$indexOfArray</c>, <c>$indexOfBytes</c> and <c>$indexOfCP</c>.
/// </summary>
internal static class SearchRange
{
    /// <summary>Start and end within a length; the start may lie beyond the end.</summary>
    public static (int Start, int End) Of(string name, ReadOnlySpan<BsonValue> operands, int length)
    {
        var start = operands.Length > 2 ? Position(name, operands[2]) : 0;
        var end = operands.Length > 3 ? Position(name, operands[3]) : length;
        return (start, Math.Min(end, length));
    }

    private static int Position(string name, in BsonValue value)
    {
        if (!Numbers.TryToInt32(value, out var position))
        {
            throw ExpressionErrors.WrongType(40096, name, "whole 32-bit numbers as start and end", value);
        }

        return position >= 0
            ? position
            : throw new EvaluationException(40097, $"{name} takes positions that are not negative, not {position}");
    }
}

using WireSP.Bson;
using WireSP.Expressions.Matching;

namespace WireSP.Expressions.Runs;

/// <summary>Whether integers, or dates, are within a range: 1 or 0.</summary>
internal sealed class IntegerRangeSource : DerivedSource
{
    // Both belong to the range, which is empty where the least is the greater one.
    private readonly long _least;
    private readonly long _most;

    private IntegerRangeSource(RunSource field, long least, long most)
        : base(field, BsonType.Boolean)
    {
        _least = least;
        _most = most;
    }

    /// <summary>Whether a field stands in one of some orders to a constant, which are neighbours.</summary>
    public static IntegerRangeSource Of(RunSource field, long constant, ComparisonTest.Orders accepted)
    {
        var isLess = accepted.HasFlag(ComparisonTest.Orders.Less);
        var isEqual = accepted.HasFlag(ComparisonTest.Orders.Equal);
        var isGreater = accepted.HasFlag(ComparisonTest.Orders.Greater);
        var isNone = !isEqual && constant == (isLess ? long.MinValue : long.MaxValue);
        return isNone
            ? new IntegerRangeSource(field, long.MaxValue, long.MinValue)
            : new IntegerRangeSource(
                field,
                isLess ? long.MinValue : isEqual ? constant : constant + 1,
                isGreater ? long.MaxValue : isEqual ? constant : constant - 1);
    }

    /// <summary>Whether a value is in this range and in another one; null where that is of another field.</summary>
    public IntegerRangeSource? And(IntegerRangeSource other) =>
        From is FieldSource field && other.From is FieldSource another && field.IsSameAs(another)
            ? new IntegerRangeSource(From, Math.Max(_least, other._least), Math.Min(_most, other._most))
            : null;

    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        foreach (var row in rows)
        {
            // Both are asked: which one fails is hard to foresee.
            var value = payloads[row];
            payloads[row] = (value >= _least) & (value <= _most) ? 1 : 0;
        }

        return All;
    }
}

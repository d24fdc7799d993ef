using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// A sum of doubles held as an unevaluated sum of two (Knuth's two-sum), so that rounding errors do not add up.
/// </summary>
internal struct CompensatedSum
{
    /// <summary>Restores a sum from its parts.</summary>
    public CompensatedSum(double high, double low)
    {
        High = high;
        Low = low;
    }

    /// <summary>The rounded sum; infinite or not a number once such a value came in or the sum overflowed.</summary>
    public double High { get; private set; }

    /// <summary>What rounding took away.</summary>
    public double Low { get; private set; }

    /// <summary>Whether nothing but zeros was added.</summary>
    public readonly bool IsEmpty => High == 0 && Low == 0;

    /// <summary>The sum as one double.</summary>
    public readonly double Value => double.IsFinite(High) ? High + Low : High;

    /// <summary>The sum as a decimal, which holds more of it than a double.</summary>
    public readonly Decimal128 ToDecimal() => double.IsFinite(High)
        ? Decimal128.Add(Decimal128.FromDoubleExact(High), Decimal128.FromDoubleExact(Low))
        : Decimal128.FromDoubleExact(High);

    public void Add(double value)
    {
        var high = High + value;

        // Two-sum cannot carry what is not finite, and what is added to that no longer matters.
        if (!double.IsFinite(high))
        {
            High = high;
            Low = 0;
            return;
        }

        var part = high - High;
        var low = Low + (High - (high - part) + (value - part));
        High = high + low;
        Low = low - (High - high);
    }

    /// <summary>Adds an integer of up to 127 bits without losing what a double cannot hold.</summary>
    public void Add(Int128 value)
    {
        var high = (double)value;
        Add(high);
        Add((double)(value - (Int128)high));
    }

    public void Add(in CompensatedSum other)
    {
        Add(other.High);
        Add(other.Low);
    }
}

using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// A sum of doubles held as an unevaluated sum of two (Knuth's two-sum), so that rounding errors do not add up.
/// </summary>
internal struct CompensatedSum
{
    private double _special;

    /// <summary>Restores a sum from its parts.</summary>
    public CompensatedSum(double high, double low, double special)
    {
        High = high;
        Low = low;
        _special = special;
    }

    /// <summary>The rounded sum.</summary>
    public double High { get; private set; }

    /// <summary>What rounding took away.</summary>
    public double Low { get; private set; }

    /// <summary>Sum of the infinities and NaNs, which two-sum cannot carry.</summary>
    public readonly double Special => _special;

    /// <summary>Whether nothing but zeros was added.</summary>
    public readonly bool IsEmpty => High == 0 && Low == 0 && _special == 0;

    /// <summary>The sum as one double.</summary>
    public readonly double Value => _special != 0 ? _special : High + Low;

    /// <summary>The sum as a decimal, which holds more of it than a double.</summary>
    public readonly Decimal128 ToDecimal() => _special != 0
        ? Decimal128.FromDoubleExact(_special)
        : Decimal128.Add(Decimal128.FromDoubleExact(High), Decimal128.FromDoubleExact(Low));

    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            _special += value;
            return;
        }

        var high = High + value;
        var part = high - High;
        Low += High - (high - part) + (value - part);
        High = high;
        Renormalize();
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
        _special += other._special;
    }

    private void Renormalize()
    {
        // An overflow of finite doubles leaves NaN in the low part; the sum is then that infinity.
        if (!double.IsFinite(High))
        {
            _special += High;
            High = 0;
            Low = 0;
            return;
        }

        var high = High + Low;
        Low -= high - High;
        High = high;
    }
}

using System.Numerics;
using WireSP.Bson;

namespace WireSP.Tests.Bson;

public class Decimal128Tests
{
    private const string Nines = "9999999999999999999999999999999999";

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "-0")]
    [InlineData("0.00", "0.00")]
    [InlineData("-0E+3", "-0E+3")]
    [InlineData("1.50", "1.50")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1E-7")]
    [InlineData("12345E3", "1.2345E+7")]
    [InlineData("+.5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1e-6176", "1E-6176")]
    [InlineData("9.999999999999999999999999999999999E+6144", "9.999999999999999999999999999999999E+6144")]
    [InlineData("1E+6144", "1.000000000000000000000000000000000E+6144")]
    [InlineData("1E-6177", "0E-6176")]
    [InlineData("6E-6177", "1E-6176")]
    [InlineData("0E+9999", "0E+6111")]
    [InlineData("0E-9999", "0E-6176")]
    [InlineData("nan", "NaN")]
    [InlineData("-NaN", "NaN")]
    [InlineData("-inf", "-Infinity")]
    [InlineData("+Infinity", "Infinity")]
    [InlineData("12345678901234567890123456789012345", "1.234567890123456789012345678901234E+34")]
    [InlineData("12345678901234567890123456789012355", "1.234567890123456789012345678901236E+34")]
    [InlineData("123456789012345678901234567890123450000000000001", "1.234567890123456789012345678901235E+47")]
    [InlineData("99999999999999999999999999999999999", "1.000000000000000000000000000000000E+35")]
    [InlineData("0.00000000000000000000000000000000000000001234", "1.234E-41")]
    public void Text_is_read_and_written_canonically(string text, string canonical) =>
        Assert.Equal(canonical, Decimal128.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("E5")]
    [InlineData("1E")]
    [InlineData("1E+")]
    [InlineData("1.2.3")]
    [InlineData(".")]
    [InlineData("- 1")]
    [InlineData("1 ")]
    [InlineData("infinit")]
    [InlineData("0x1")]
    [InlineData("1E+6145")]
    [InlineData("-1E+99999999999")]
    public void Text_that_is_no_decimal_is_refused(string text)
    {
        Assert.False(Decimal128.TryParse(text.AsSpan(), out _));
        Assert.Throws<BsonFormatException>(() => Decimal128.Parse(text));
    }

    [Theory]
    [InlineData("7", "+", "-2.50", "4.50")]
    [InlineData("1.5", "+", "-2.50", "-1.00")]
    [InlineData("Infinity", "+", "-Infinity", "NaN")]
    [InlineData("-Infinity", "+", "1", "-Infinity")]
    [InlineData("1E-6176", "+", "1E-6176", "2E-6176")]
    [InlineData("-2.50", "-", "-2.50", "0.00")]
    [InlineData("-0", "+", "-0", "-0")]
    [InlineData("-0", "+", "0", "0")]
    [InlineData("1E-6176", "-", "1E-6176", "0E-6176")]
    [InlineData("9223372036854775807", "+", "1.5", "9223372036854775808.5")]
    [InlineData("1E+6000", "+", "0E-6176", "1.000000000000000000000000000000000E+6000")]
    [InlineData("1E+6000", "+", "1E-6176", "1.000000000000000000000000000000000E+6000")]
    [InlineData("1E+6000", "-", "1E-6176", "1.000000000000000000000000000000000E+6000")]
    [InlineData("1E+50", "-", "9999999999999999999999999999999999E-30", "1.000000000000000000000000000000000E+50")]
    [InlineData("1000000000000000000000000000000000", "-", "0.05", "1000000000000000000000000000000000")]
    [InlineData("1000000000000000000000000000000000", "-", "0.06", "999999999999999999999999999999999.9")]
    [InlineData("1E+34", "+", "5", "1.000000000000000000000000000000000E+34")]
    [InlineData("1E+34", "+", "5.1", "1.000000000000000000000000000000001E+34")]
    [InlineData("1.000000000000000000000000000000001E+34", "+", "5", "1.000000000000000000000000000000002E+34")]
    [InlineData(Nines, "+", "1", "1.000000000000000000000000000000000E+34")]
    [InlineData("9.999999999999999999999999999999999E+6144", "+", "1E+6111", "Infinity")]
    [InlineData("-2.50", "*", "-2.50", "6.2500")]
    [InlineData("Infinity", "*", "-Infinity", "-Infinity")]
    [InlineData("Infinity", "*", "0", "NaN")]
    [InlineData("1E+6000", "*", "-1E+6000", "-Infinity")]
    [InlineData("1E-6176", "*", "1E-6176", "0E-6176")]
    [InlineData(Nines, "*", Nines, "9.999999999999999999999999999999998E+67")]
    [InlineData("1.10", "*", "2", "2.20")]
    [InlineData("-2.50", "/", "5", "-0.50")]
    [InlineData("-2.50", "/", "-2.50", "1")]
    [InlineData("10", "/", "3", "3.333333333333333333333333333333333")]
    [InlineData("20", "/", "3", "6.666666666666666666666666666666667")]
    [InlineData("0.100000000000000", "/", "0.1", "1.00000000000000")]
    [InlineData("1E+6000", "/", "1E+6000", "1")]
    [InlineData("1", "/", "0", "Infinity")]
    [InlineData("-1", "/", "0", "-Infinity")]
    [InlineData("0", "/", "0", "NaN")]
    [InlineData("1", "/", "-Infinity", "-0E-6176")]
    [InlineData("Infinity", "/", "Infinity", "NaN")]
    [InlineData("0.00", "/", "3", "0.00")]
    [InlineData("9223372036854775807", "/", "1.5", "6148914691236517204.666666666666667")]
    [InlineData("7", "%", "-2.50", "2.00")]
    [InlineData("-2.50", "%", "-2.50", "-0.00")]
    [InlineData("-2.50", "%", "7", "-2.50")]
    [InlineData("10.5", "%", "3", "1.5")]
    [InlineData("1E+6000", "%", "1E+6000", "0E+6000")]
    [InlineData("1E+6000", "%", "7", "1")]
    [InlineData("1E-6176", "%", "1E+6000", "1E-6176")]
    [InlineData("5", "%", "Infinity", "5")]
    [InlineData("5", "%", "0", "NaN")]
    [InlineData("Infinity", "%", "5", "NaN")]
    [InlineData("NaN", "+", "1", "NaN")]
    [InlineData("1", "*", "NaN", "NaN")]
    [InlineData("NaN", "/", "1", "NaN")]
    [InlineData("1", "%", "NaN", "NaN")]
    [InlineData("1.5", "^", "0", "1.000000000000000000000000000000000")]
    [InlineData("1.5", "^", "7", "17.08593750000000000000000000000000")]
    [InlineData("1.5", "^", "-1", "0.6666666666666666666666666666666667")]
    [InlineData("1.5", "^", "1.5", "1.837117307087383573647963056029419")]
    [InlineData("7", "^", "1.5", "18.52025917745213413351131027547482")]
    [InlineData("5", "^", "1.5", "11.18033988749894848204586834365638")]
    [InlineData("2", "^", "0.5", "1.414213562373095048801688724209698")]
    [InlineData("0", "^", "1.5", "0E-6176")]
    [InlineData("0", "^", "-1", "Infinity")]
    [InlineData("-0", "^", "-1", "-Infinity")]
    [InlineData("-2", "^", "3", "-8.000000000000000000000000000000000")]
    [InlineData("-2", "^", "0.5", "NaN")]
    [InlineData("1.5", "^", "Infinity", "Infinity")]
    [InlineData("0.5", "^", "Infinity", "0E-6176")]
    [InlineData("0.5", "^", "-Infinity", "Infinity")]
    [InlineData("-1", "^", "Infinity", "1.000000000000000000000000000000000")]
    [InlineData("Infinity", "^", "1.5", "Infinity")]
    [InlineData("-Infinity", "^", "3", "-Infinity")]
    [InlineData("-Infinity", "^", "-2", "0E-6176")]
    [InlineData("NaN", "^", "0", "1.000000000000000000000000000000000")]
    [InlineData("10", "^", "7000", "Infinity")]
    [InlineData("10", "^", "-7000", "0E-6176")]
    [InlineData("1.000000000000000000000000000000001", "^", "1E+33", "2.718281828459045235360287471352661")]
    [InlineData("1", "^", "1E+6000", "1.000000000000000000000000000000000")]
    [InlineData("3", "^", "1E+6000", "Infinity")]
    [InlineData("0.3", "^", "99999.5", "0E-6176")]
    public void Operations(string left, string operation, string right, string expected)
    {
        var x = Decimal128.Parse(left);
        var y = Decimal128.Parse(right);
        var result = operation switch
        {
            "+" => Decimal128.Add(x, y),
            "-" => Decimal128.Subtract(x, y),
            "*" => Decimal128.Multiply(x, y),
            "/" => Decimal128.Divide(x, y),
            "%" => Decimal128.Remainder(x, y),
            _ => Decimal128.Pow(x, y),
        };
        Assert.Equal(expected, result.ToString());
    }

    [Theory]
    [InlineData("abs", "-0", "0")]
    [InlineData("abs", "-Infinity", "Infinity")]
    [InlineData("negate", "0.0", "-0.0")]
    [InlineData("ceiling", "-0", "-0")]
    [InlineData("ceiling", "1.5", "2")]
    [InlineData("ceiling", "-1.5", "-1")]
    [InlineData("ceiling", "1E-6176", "1")]
    [InlineData("floor", "-2.50", "-3")]
    [InlineData("floor", "1E-6176", "0")]
    [InlineData("floor", "-1E-6176", "-1")]
    [InlineData("floor", "Infinity", "Infinity")]
    [InlineData("floor", Nines, Nines)]
    [InlineData("exp", "0", "1")]
    [InlineData("exp", "1.5", "4.481689070338064822602055460119276")]
    [InlineData("exp", "-2.50", "0.08208499862389879516952867446715980")]
    [InlineData("exp", "1", "2.718281828459045235360287471352662")]
    [InlineData("exp", "1E+6000", "Infinity")]
    [InlineData("exp", "-1E+6000", "0E-6176")]
    [InlineData("exp", "1E-6176", "1")]
    [InlineData("exp", "-Infinity", "0")]
    [InlineData("exp", "NaN", "NaN")]
    [InlineData("ln", "1", "0")]
    [InlineData("ln", "1.5", "0.4054651081081643819780131154643491")]
    [InlineData("ln", "0.1", "-2.302585092994045684017991454684364")]
    [InlineData("ln", "1E+6000", "13815.51055796427410410794872810618")]
    [InlineData("ln", "1E-6176", "-14220.76553433122614449511522413063")]
    [InlineData("ln", "1.000000000000000000000000000000001", "9.999999999999999999999999999999995E-34")]
    [InlineData("ln", "Infinity", "Infinity")]
    [InlineData("ln", "0", "-Infinity")]
    [InlineData("ln", "-1", "NaN")]
    [InlineData("log10", Nines, "34")]
    [InlineData("log10", "1E-6176", "-6176")]
    [InlineData("log10", "1000.00", "3")]
    [InlineData("log10", "2", "0.3010299956639811952137388947244930")]
    [InlineData("sqrt", "-0", "-0")]
    [InlineData("sqrt", "4", "2")]
    [InlineData("sqrt", "4.00", "2.0")]
    [InlineData("sqrt", "1.5", "1.224744871391589049098642037352946")]
    [InlineData("sqrt", "0.1", "0.3162277660168379331998893544432719")]
    [InlineData("sqrt", "1E-6176", "1E-3088")]
    [InlineData("sqrt", "1E-6175", "3.162277660168379331998893544432719E-3088")]
    [InlineData("sqrt", "-1", "NaN")]
    [InlineData("sqrt", "Infinity", "Infinity")]
    public void Functions(string function, string operand, string expected)
    {
        var x = Decimal128.Parse(operand);
        var result = function switch
        {
            "abs" => Decimal128.Abs(x),
            "negate" => Decimal128.Negate(x),
            "ceiling" => Decimal128.Ceiling(x),
            "floor" => Decimal128.Floor(x),
            "exp" => Decimal128.Exp(x),
            "ln" => Decimal128.Ln(x),
            "log10" => Decimal128.Log10(x),
            _ => Decimal128.Sqrt(x),
        };
        Assert.Equal(expected, result.ToString());
    }

    [Theory]
    [InlineData("1234.5678", -3, "1E+3", "1E+3")]
    [InlineData("1234.5678", -2, "1.2E+3", "1.2E+3")]
    [InlineData("1234.5678", 0, "1235", "1234")]
    [InlineData("1234.5678", 3, "1234.568", "1234.567")]
    [InlineData("1234.5678", 6, "1234.567800", "1234.567800")]
    [InlineData("-0.0005", -2, "-0E+2", "-0E+2")]
    [InlineData("-0.0005", 3, "-0.000", "-0.000")]
    [InlineData("0.5", 0, "0", "0")]
    [InlineData("1.5", 0, "2", "1")]
    [InlineData("-2.5", 0, "-2", "-2")]
    [InlineData("2.345", 2, "2.34", "2.34")]
    [InlineData("2.355", 2, "2.36", "2.35")]
    [InlineData("1E-6176", 0, "0", "0")]
    [InlineData("1E+6000", 0, "1.000000000000000000000000000000000E+6000", "1.000000000000000000000000000000000E+6000")]
    [InlineData(Nines, -1, "1.000000000000000000000000000000000E+34", "9.99999999999999999999999999999999E+33")]
    [InlineData("-Infinity", 2, "-Infinity", "-Infinity")]
    [InlineData("NaN", 2, "NaN", "NaN")]
    public void Rounding_and_truncation_to_places(string operand, int places, string rounded, string truncated)
    {
        Assert.Equal(rounded, Decimal128.Round(Decimal128.Parse(operand), places).ToString());
        Assert.Equal(truncated, Decimal128.Truncate(Decimal128.Parse(operand), places).ToString());
    }

    [Theory]
    [InlineData(0.0, "0", "0")]
    [InlineData(-0.0, "-0", "-0")]
    [InlineData(2.5, "2.50000000000000", "2.5")]
    [InlineData(3.0, "3.00000000000000", "3")]
    [InlineData(0.1, "0.100000000000000", "0.1000000000000000055511151231257827")]
    [InlineData(1e300, "1.00000000000000E+300", "1.000000000000000052504760255204420E+300")]
    [InlineData(5e-324, "4.94065645841247E-324", "4.940656458412465441765687928682214E-324")]
    [InlineData(123456789012345680.0, "1.23456789012346E+17", "123456789012345680")]
    [InlineData(double.NaN, "NaN", "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity", "-Infinity")]
    public void Doubles_become_decimals_of_15_digits_or_all(double value, string fifteen, string exact)
    {
        Assert.Equal(fifteen, Decimal128.FromDouble(value).ToString());
        Assert.Equal(exact, Decimal128.FromDoubleExact(value).ToString());
    }

    [Theory]
    [InlineData("9223372036854775807.9", 9223372036854775807)]
    [InlineData("-9223372036854775808.9", -9223372036854775808)]
    [InlineData("-1.9", -1)]
    [InlineData("1E+18", 1000000000000000000)]
    [InlineData("1E-6176", 0)]
    public void An_integer_is_what_stands_before_the_point(string text, long expected)
    {
        Assert.True(Decimal128.Parse(text).TryToInt64(out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("1E+6000")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void What_no_int64_holds_is_refused(string text) =>
        Assert.False(Decimal128.Parse(text).TryToInt64(out _));

    [Theory]
    [InlineData("0.1", 0.1)]
    [InlineData("-1E+400", double.NegativeInfinity)]
    [InlineData("1E-400", 0.0)]
    [InlineData("9007199254740993", 9007199254740992.0)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-0", -0.0)]
    public void Decimals_become_the_nearest_double(string text, double expected) =>
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(expected),
            BitConverter.DoubleToInt64Bits(Decimal128.Parse(text).ToDouble()));

    [Fact]
    public void Encodings_that_are_not_canonical_count_as_zero()
    {
        Assert.True(new Decimal128(0x6C10000000000000, 5).IsZero);
        Assert.True(new Decimal128(0x3041FFFFFFFFFFFF, ulong.MaxValue).IsZero);
    }

    [Fact]
    public void Operations_agree_with_exact_arithmetic() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var x = Next(random);
        var y = Next(random);
        var (left, leftExponent) = Exact(x);
        var (right, rightExponent) = Exact(y);
        var low = Math.Min(leftExponent, rightExponent);
        var sum = (left * BigInteger.Pow(10, leftExponent - low)) + (right * BigInteger.Pow(10, rightExponent - low));
        Assert.Equal(Nearest(sum, low), Value(Decimal128.Add(x, y)));
        Assert.Equal(Nearest(left * right, leftExponent + rightExponent), Value(Decimal128.Multiply(x, y)));
        Assert.Equal(0, Decimal128.Compare(Decimal128.Parse(x.ToString()), x));

        // A quotient times the divisor is the dividend but for half a unit of the quotient's last place.
        var quotient = Decimal128.Divide(x, y);
        var back = Decimal128.Subtract(Decimal128.Multiply(quotient, y), x);
        Assert.True(Math.Abs(back.ToDouble()) <= 2e-33 * Math.Abs(x.ToDouble()));
        var root = Decimal128.Sqrt(Decimal128.Abs(x));
        back = Decimal128.Subtract(Decimal128.Multiply(root, root), Decimal128.Abs(x));
        Assert.True(Math.Abs(back.ToDouble()) <= 2e-33 * Math.Abs(x.ToDouble()));
        var small = Decimal128.Remainder(x, Decimal128.FromInt64(1000));
        back = Decimal128.Subtract(Decimal128.Ln(Decimal128.Exp(small)), small);
        Assert.True(Math.Abs(back.ToDouble()) <= 1e-30);
    });

    private static Decimal128 Next(Random random)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 35)).Select(_ => random.Next(10)));
        return Decimal128.Parse($"{(random.Next(2) == 0 ? "-" : "")}1{digits[1..]}E{random.Next(-60, 60)}");
    }

    private static (BigInteger Coefficient, int Exponent) Exact(Decimal128 value) =>
        ((value.IsNegative ? -1 : 1) * (BigInteger)value.Coefficient, value.Exponent);

    // Both sides as coefficient without trailing zeros, so that only the value counts.
    private static (BigInteger Coefficient, int Exponent) Value(Decimal128 value)
    {
        var (coefficient, exponent) = Exact(value);
        return Strip(coefficient, exponent);
    }

    private static (BigInteger Coefficient, int Exponent) Nearest(BigInteger coefficient, int exponent)
    {
        var surplus = BigInteger.Abs(coefficient).ToString().Length - 34;
        if (surplus > 0)
        {
            var unit = BigInteger.Pow(10, surplus);
            var quotient = BigInteger.DivRem(BigInteger.Abs(coefficient), unit, out var rest);
            quotient += rest * 2 > unit || (rest * 2 == unit && !quotient.IsEven) ? 1 : 0;
            coefficient = coefficient.Sign * quotient;
            exponent += surplus;
        }

        return Strip(coefficient, exponent);
    }

    private static (BigInteger Coefficient, int Exponent) Strip(BigInteger coefficient, int exponent)
    {
        while (!coefficient.IsZero && coefficient % 10 == 0)
        {
            coefficient /= 10;
            exponent++;
        }

        return (coefficient, coefficient.IsZero ? 0 : exponent);
    }
}

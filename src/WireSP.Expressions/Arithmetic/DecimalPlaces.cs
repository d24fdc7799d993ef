using System.Numerics;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Rounding at a decimal place, which <c>$round</c> and <c>$trunc</c> share.</summary>
internal static class DecimalPlaces
{
    private const int PlaceMin = -20;
    private const int PlaceMax = 100;

    /// <summary>Rounds the first operand at the place that the second one says, 0 when there is none.</summary>
    public static BsonValue Round(
        string name, ReadOnlySpan<BsonValue> operands, MidpointRounding mode, EvaluationContext context)
    {
        var value = operands[0];
        var place = 0L;
        if (value.IsNullish || (operands.Length == 2 && operands[1].IsNullish))
        {
            return BsonValue.Null;
        }

        if (!value.IsNumber)
        {
            throw ExpressionErrors.NotNumeric(name, value, 51081);
        }

        if (operands.Length == 2)
        {
            place = PlaceOf(name, operands[1]);
        }

        return value.Type switch
        {
            BsonType.Double => Round(value.AsDouble, (int)place, mode),
            BsonType.Decimal128 => context.Decimal(Round(value.AsDecimal128, (int)place, mode)),
            _ when place >= 0 => value,
            _ => Round(name, value, (int)-place, mode),
        };
    }

    private static long PlaceOf(string name, in BsonValue value)
    {
        if (!value.IsNumber)
        {
            throw ExpressionErrors.NotNumeric(name, value, 16004);
        }

        if (!Numbers.TryToInt64(value, out var place))
        {
            throw double.IsFinite(Numbers.ToDouble(value)) && Math.Abs(Numbers.ToDouble(value)) < 1e18
                ? new EvaluationException(51082, $"{name} takes a whole number as place")
                : new EvaluationException(31109, $"{name} takes a place that is a whole 64-bit number");
        }

        return place is >= PlaceMin and <= PlaceMax
            ? place
            : throw new EvaluationException(51083, $"{name} takes a place from {PlaceMin} to {PlaceMax}, not {place}");
    }

    private static BsonValue Round(string name, in BsonValue integer, int zeros, MidpointRounding mode)
    {
        // No long has 20 digits, and a half of 10^20 is more than any long.
        var unit = zeros >= 20 ? Int128.Zero : (Int128)BigInteger.Pow(10, zeros);
        var rounded = unit == 0 ? 0 : RoundToUnit(integer.Payload, unit, mode);
        if (integer.Type == BsonType.Int32 && rounded == (int)rounded)
        {
            return (int)rounded;
        }

        return rounded == (long)rounded
            ? (long)rounded
            : throw new EvaluationException(
                51080, $"{name} of {integer.Payload} at place {-zeros} is no 64-bit number");
    }

    private static Int128 RoundToUnit(Int128 value, Int128 unit, MidpointRounding mode)
    {
        var (quotient, rest) = Int128.DivRem(value, unit);
        if (mode == MidpointRounding.ToEven)
        {
            var doubled = Int128.Abs(rest) * 2;
            if (doubled > unit || (doubled == unit && !Int128.IsEvenInteger(quotient)))
            {
                quotient += value < 0 ? -1 : 1;
            }
        }

        return quotient * unit;
    }

    private static double Round(double value, int place, MidpointRounding mode)
    {
        if (place == 0 || !double.IsFinite(value))
        {
            return mode == MidpointRounding.ToEven ? Math.Round(value, mode) : Math.Truncate(value);
        }

        return TryRoundFast(value, place, mode, out var result) ? result : RoundExactly(value, place, mode);
    }

    // Powers of ten up to 10^22 are doubles. The scaled value is off by half a unit in its last place at most, so that
    // the answer is certain unless it lies next to where the rounding turns.
    private static bool TryRoundFast(double value, int place, MidpointRounding mode, out double result)
    {
        result = 0;
        var scaled = place is > 0 and <= 22 ? Math.Abs(value) * Math.Pow(10, place) : double.NaN;
        if (!(scaled < 1L << 40))
        {
            return false;
        }

        var whole = Math.Floor(scaled);
        var rest = scaled - whole;
        var turn = mode == MidpointRounding.ToEven ? 0.5 : rest < 0.5 ? 0 : 1;
        if (Math.Abs(rest - turn) < 1e-3)
        {
            return false;
        }

        whole += mode == MidpointRounding.ToEven && rest > 0.5 ? 1 : 0;
        result = Math.CopySign(whole / Math.Pow(10, place), value);
        return true;
    }

    private static double RoundExactly(double value, int place, MidpointRounding mode)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        var power = Math.Max(exponent, 1) - 1075;
        var numerator = mantissa * BigInteger.Pow(10, Math.Max(place, 0)) * BigInteger.Pow(2, Math.Max(power, 0));
        var denominator = BigInteger.Pow(10, Math.Max(-place, 0)) * BigInteger.Pow(2, Math.Max(-power, 0));
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        if (mode == MidpointRounding.ToEven)
        {
            var order = (rest * 2).CompareTo(denominator);
            quotient += order > 0 || (order == 0 && !quotient.IsEven) ? 1 : 0;
        }

        var result = double.Parse($"{quotient}E{-place}", System.Globalization.CultureInfo.InvariantCulture);
        return Math.CopySign(result, value);
    }

    private static Decimal128 Round(Decimal128 value, int place, MidpointRounding mode) =>
        mode == MidpointRounding.ToEven ? Decimal128.Round(value, place) : Decimal128.Truncate(value, place);
}

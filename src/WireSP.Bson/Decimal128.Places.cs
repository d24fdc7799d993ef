namespace WireSP.Bson;

/// <content>Rounding to a number of places after the point, or before it where the number is negative.</content>
public readonly partial struct Decimal128
{
    private enum Direction
    {
        HalfToEven,
        TowardsZero,
        Down,
        Up,
    }

    /// <summary>Rounds to so many places, half to even.</summary>
    public static Decimal128 Round(Decimal128 value, int places) => ToPlaces(value, places, Direction.HalfToEven);

    /// <summary>Cuts off what is behind so many places.</summary>
    public static Decimal128 Truncate(Decimal128 value, int places) => ToPlaces(value, places, Direction.TowardsZero);

    /// <summary>The greatest integer that is not greater.</summary>
    public static Decimal128 Floor(Decimal128 value) => ToPlaces(value, 0, Direction.Down);

    /// <summary>The least integer that is not less.</summary>
    public static Decimal128 Ceiling(Decimal128 value) => ToPlaces(value, 0, Direction.Up);

    // The result's exponent is the place; a number too large for that has as many zeros as the format allows.
    private static Decimal128 ToPlaces(Decimal128 value, int places, Direction direction)
    {
        if (!value.IsFinite)
        {
            return value.IsNaN ? NaN : value;
        }

        var exponent = Math.Clamp(-places, ExponentMin, ExponentMax);
        var drop = exponent - value.Exponent;
        var coefficient = value.Coefficient;
        if (coefficient == UInt128.Zero)
        {
            return FromParts(value.IsNegative, 0, exponent);
        }

        if (drop <= 0)
        {
            var padding = Math.Min(-drop, DigitsMax - PowersOfTen.DigitCount(coefficient));
            return FromParts(value.IsNegative, coefficient * PowersOfTen.AsUInt128(padding), value.Exponent - padding);
        }

        var isTiny = drop > GuardedDigits;
        var unit = PowersOfTen.AsUInt128(Math.Min(drop, GuardedDigits));
        var (quotient, rest) = isTiny ? (UInt128.Zero, UInt128.One) : UInt128.DivRem(coefficient, unit);
        var half = unit / 2;
        var isAway = direction switch
        {
            Direction.HalfToEven => !isTiny && (rest > half || (rest == half && UInt128.IsOddInteger(quotient))),
            Direction.Down => value.IsNegative && rest != UInt128.Zero,
            Direction.Up => !value.IsNegative && rest != UInt128.Zero,
            _ => false,
        };
        return Fit(value.IsNegative, isAway ? quotient + 1 : quotient, exponent);
    }
}

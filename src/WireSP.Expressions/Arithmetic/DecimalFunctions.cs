using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// Functions of decimals that are computed through doubles: about 16 of the 34 digits are significant.
/// </summary>
internal static class DecimalFunctions
{
    public static Decimal128 Apply(string name, Decimal128 argument, Func<double, double> apply) =>
        name == "$sqrt" ? argument : Decimal128.FromDouble(apply(argument.ToDouble()));

    public static Decimal128 Log(Decimal128 number, Decimal128 radix) =>
        Decimal128.FromDouble(Math.Log(number.ToDouble()) / Math.Log(radix.ToDouble()));

    public static Decimal128 Pow(Decimal128 number, Decimal128 exponent) =>
        Decimal128.FromDouble(Math.Pow(number.ToDouble(), exponent.ToDouble()));
}

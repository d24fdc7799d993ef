using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// Functions of decimals. Roots, powers, exponentials and logarithms have all 34 digits; the others are computed
/// through doubles and have about 16.
/// </summary>
internal static class DecimalFunctions
{
    public static Decimal128 Apply(string name, Decimal128 argument, Func<double, double> apply) => name switch
    {
        "$sqrt" => Decimal128.Sqrt(argument),
        "$exp" => Decimal128.Exp(argument),
        "$ln" => Decimal128.Ln(argument),
        "$log10" => Decimal128.Log10(argument),
        _ => Decimal128.FromDouble(apply(argument.ToDouble())),
    };

    public static Decimal128 Log(Decimal128 number, Decimal128 radix) =>
        Decimal128.Divide(Decimal128.Ln(number), Decimal128.Ln(radix));

    /// <summary>The nearest double, but not zero for a decimal that is not zero: for checks of a domain.</summary>
    public static double ToSignedDouble(in BsonValue number)
    {
        var result = Numbers.ToDouble(number);
        return result == 0 && number.Type == BsonType.Decimal128 && !number.AsDecimal128.IsZero
            ? Math.CopySign(double.Epsilon, number.AsDecimal128.IsNegative ? -1 : 1)
            : result;
    }
}

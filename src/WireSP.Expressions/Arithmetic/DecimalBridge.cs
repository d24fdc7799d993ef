using System.Globalization;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Arithmetic of decimals through doubles, until the values have their own.</summary>
internal static class DecimalBridge
{
    extension(Decimal128 self)
    {
        public static Decimal128 operator +(Decimal128 left, Decimal128 right) =>
            Decimal128.FromDouble(left.ToDouble() + right.ToDouble());

        public static Decimal128 operator -(Decimal128 left, Decimal128 right) =>
            Decimal128.FromDouble(left.ToDouble() - right.ToDouble());

        public static Decimal128 operator *(Decimal128 left, Decimal128 right) =>
            Decimal128.FromDouble(left.ToDouble() * right.ToDouble());

        public static Decimal128 operator /(Decimal128 left, Decimal128 right) =>
            Decimal128.FromDouble(left.ToDouble() / right.ToDouble());

        public static Decimal128 operator %(Decimal128 left, Decimal128 right) =>
            Decimal128.FromDouble(left.ToDouble() % right.ToDouble());

        public Decimal128 Abs() => self.IsNegative ? Decimal128.FromDouble(-self.ToDouble()) : self;

        public Decimal128 Floor() => Decimal128.FromDouble(Math.Floor(self.ToDouble()));

        public Decimal128 Ceiling() => Decimal128.FromDouble(Math.Ceiling(self.ToDouble()));

        public static Decimal128 FromDouble(double value)
        {
            if (!double.IsFinite(value))
            {
                return double.IsNaN(value) ? Decimal128.NaN
                    : value > 0 ? Decimal128.PositiveInfinity : Decimal128.NegativeInfinity;
            }

            var text = Math.Abs(value).ToString("E14", CultureInfo.InvariantCulture);
            var digits = ulong.Parse(text[0] + text[2..16], CultureInfo.InvariantCulture);
            var exponent = int.Parse(text.AsSpan(17), CultureInfo.InvariantCulture) - 14;
            return new((double.IsNegative(value) ? 1UL << 63 : 0) | ((ulong)(exponent + 6176) << 49), digits);
        }
    }
}

using System.Buffers.Text;
using System.Globalization;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// The text that the oldest string operators (<c>$toLower</c>, <c>$substr</c>, …) take any scalar for: null as nothing,
/// numbers and dates written out, a double with six digits.
/// </summary>
internal static class LooseText
{
    /// <summary>The text's bytes, in the value itself or in the arena.</summary>
    public static ReadOnlySpan<byte> Of(string name, in BsonValue value, EvaluationContext context) => value.Type switch
    {
        BsonType.String or BsonType.Symbol or BsonType.JavaScript => value.AsStringUtf8,
        BsonType.Missing or BsonType.Null or BsonType.Undefined => default,
        BsonType.Int32 or BsonType.Int64 => Integer(value.Payload, context),
        BsonType.Double => context.Text(Double(value.AsDouble)).AsStringUtf8,
        BsonType.Decimal128 => context.Text(value.AsDecimal128.ToString()).AsStringUtf8,
        BsonType.DateTime => DateText.Iso(value.AsDateTimeMs, context).AsStringUtf8,
        BsonType.Timestamp => context.Text(Timestamp(value.AsTimestamp)).AsStringUtf8,
        _ => throw ExpressionErrors.WrongType(16007, name, "a string, a number or a date", value),
    };

    private static ReadOnlySpan<byte> Integer(long value, EvaluationContext context)
    {
        Span<byte> digits = stackalloc byte[20];
        _ = Utf8Formatter.TryFormat(value, digits, out var length);
        return context.Text(digits[..length]).AsStringUtf8;
    }

    private static string Double(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        return ToText.Double(value);
    }

    private static string Timestamp(ulong value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTimeOffset.FromUnixTimeSeconds((long)(value >> 32)):MMM d HH:mm:ss}:{(uint)value}");
}

using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Converts values between types, as the table on the page of <c>$convert</c> says.</summary>
internal static class Conversion
{
    /// <summary>The server's code for every conversion that fails.</summary>
    public const int FailureCode = 241;

    /// <summary>Converts a value that is neither null nor missing.</summary>
    /// <exception cref="EvaluationException">There is no such conversion, or the value does not suit it.</exception>
    public static BsonValue To(in ConversionTarget target, in BsonValue value, EvaluationContext context) =>
        target.Type switch
        {
            BsonType.Boolean => ToBoolean(value),
            BsonType.Int32 => ToIntegers.Int(value, target),
            BsonType.Int64 => ToIntegers.Long(value, target),
            BsonType.Double => ToReals.Double(value, target),
            BsonType.Decimal128 => ToReals.Decimal(value, target, context),
            BsonType.String => ToText.Convert(value, target, context),
            BsonType.DateTime => ToDates.Convert(value),
            BsonType.ObjectId => ToObjectIds.Convert(value, context),
            BsonType.Binary => ToBinary.Convert(value, target, context),
            BsonType.Array or BsonType.Document => JsonText.Read(value, target.Type, context),
            _ => throw Unsupported(value, target.Type),
        };

    public static EvaluationException Unsupported(in BsonValue value, BsonType type) =>
        new(FailureCode, $"there is no conversion from {TypeNames.Of(value.Type)} to {TypeNames.Of(type)}");

    public static EvaluationException Overflow(string text, BsonType type) =>
        new(FailureCode, $"{text} does not fit the type {TypeNames.Of(type)}");

    public static EvaluationException NotParsed(in BsonValue text, BsonType type) =>
        new(FailureCode, $"'{text.AsString}' cannot be read as {TypeNames.Of(type)}");

    private static BsonValue ToBoolean(in BsonValue value) =>
        value.IsNumber || value.Type == BsonType.Boolean ? Truth.Of(value) : true;
}

using System.Buffers.Text;
using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Conversions to binary data.</summary>
internal static class ToBinary
{
    public static BsonValue Convert(in BsonValue value, in ConversionTarget target, EvaluationContext context)
    {
        Span<byte> bytes = stackalloc byte[8];
        switch (value.Type)
        {
            case BsonType.Binary:
                return value.BinarySubtype == target.Subtype
                    ? value
                    : throw new EvaluationException(
                        Conversion.FailureCode, $"binary data of subtype {value.BinarySubtype} stays of that subtype");
            case BsonType.String:
                return FromText(value, target, context);
            case BsonType.Int32 or BsonType.Int64 or BsonType.Double:
                var width = value.Type == BsonType.Int32 ? 4 : 8;
                BinaryNumber.Write(bytes[..width], value.Payload, target.IsBigEndian);
                return context.Binary(bytes[..width], target.Subtype);
            case BsonType.Boolean:
                return context.Binary(value.AsBoolean ? [1] : [0], target.Subtype);
            default:
                throw Conversion.Unsupported(value, BsonType.Binary);
        }
    }

    private static BsonValue FromText(in BsonValue value, in ConversionTarget target, EvaluationContext context)
    {
        var text = value.AsString;
        try
        {
            return target.Format switch
            {
                "base64" => context.Binary(System.Convert.FromBase64String(text), target.Subtype),
                "base64url" => context.Binary(Base64Url.DecodeFromChars(text), target.Subtype),
                "hex" => context.Binary(System.Convert.FromHexString(text), target.Subtype),
                "utf8" => context.Binary(Encoding.UTF8.GetBytes(text), target.Subtype),
                "uuid" when target.Subtype == 4 => context.Binary(UuidBytes(text), 4),
                "uuid" => throw new EvaluationException(
                    Conversion.FailureCode, "the format 'uuid' needs the subtype 4"),
                _ => throw new EvaluationException(
                    Conversion.FailureCode, "a conversion between string and binData needs a 'format'"),
            };
        }
        catch (FormatException)
        {
            throw new EvaluationException(Conversion.FailureCode, $"'{text}' is no {target.Format} text");
        }
    }

    private static byte[] UuidBytes(string text) => Guid.ParseExact(text, "D").ToByteArray(bigEndian: true);
}

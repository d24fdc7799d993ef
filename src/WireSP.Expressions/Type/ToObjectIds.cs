using System.Buffers;
using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Conversions to object id.</summary>
internal static class ToObjectIds
{
    public static BsonValue Convert(in BsonValue value, EvaluationContext context)
    {
        if (value.Type == BsonType.ObjectId)
        {
            return value;
        }

        if (value.Type != BsonType.String)
        {
            throw Conversion.Unsupported(value, BsonType.ObjectId);
        }

        Span<char> digits = stackalloc char[2 * ObjectId.Size];
        return value.Length == digits.Length
            && Ascii.ToUtf16(value.Bytes, digits, out _) == OperationStatus.Done
            && ObjectId.TryParse(digits, out var id)
            ? context.Id(id)
            : throw Conversion.NotParsed(value, BsonType.ObjectId);
    }
}

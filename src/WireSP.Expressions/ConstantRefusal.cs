using System.Buffers;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>Says of a constant that no document can make right what it is, and what may have been meant.</summary>
internal static class ConstantRefusal
{
    private const int ShownLengthMax = 60;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Uses a constant as it would be for each document.</summary>
    /// <exception cref="ExpressionSyntaxException">It fails.</exception>
    public static void Try(BsonValue constant, Action<BsonValue> use, string path = "", bool mayBeField = true)
    {
        try
        {
            use(constant);
        }
        catch (EvaluationException failure)
        {
            throw Of(failure, constant, path, mayBeField);
        }
    }

    /// <summary>The refusal of a pipeline, from the failure that each document would have met.</summary>
    /// <param name="failure">That failure.</param>
    /// <param name="constant">The constant.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="mayBeField">Whether a field could stand there, whose dollar sign was forgotten.</param>
    public static ExpressionSyntaxException Of(
        EvaluationException failure, BsonValue constant, string path = "", bool mayBeField = true)
    {
        var message = failure.Message;
        if (constant.IsMissing)
        {
            return new(failure.Code, message, path);
        }

        var shown = ExtendedJson.Format(constant, ExtendedJsonOptions.Relaxed);
        if (!message.Contains(shown.Trim('"'), StringComparison.Ordinal))
        {
            message += $"; found {(shown.Length > ShownLengthMax ? shown[..ShownLengthMax] + "…" : shown)}";
        }

        return new(
            failure.Code,
            mayBeField && IsName(constant) ? $"{message}; a field is written \"${shown[1..]}" : message,
            path);
    }

    private static bool IsName(in BsonValue constant) => constant.Type == BsonType.String
        && constant.AsStringUtf8 is { Length: > 0 } text
        && char.IsAsciiLetter((char)text[0])
        && !text.ContainsAnyExcept(NameBytes);
}

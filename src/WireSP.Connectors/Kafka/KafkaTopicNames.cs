using System.Buffers;

namespace WireSP.Connectors.Kafka;

/// <summary>Kafka's rule for topic names: 1 to 249 letters, digits, dots, underscores and hyphens.</summary>
internal static class KafkaTopicNames
{
    /// <summary>Longest name.</summary>
    public const int LengthMax = 249;

    private static readonly SearchValues<byte> Allowed =
        SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether a broker would take the name.</summary>
    public static bool IsValid(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= LengthMax && !name.ContainsAnyExcept(Allowed)
        && !name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8);

    /// <summary>Says what is wrong with a name.</summary>
    public static string Refusal(string name) =>
        $"'{name}' cannot be a Kafka topic: expected 1 to {LengthMax} letters, digits, '.', '_' and '-'";
}

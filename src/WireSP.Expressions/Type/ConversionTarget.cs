using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>What <c>$convert</c> converts to.</summary>
/// <param name="Type">The type.</param>
internal readonly record struct ConversionTarget(BsonType Type)
{
    /// <summary>The subtype of binary data.</summary>
    public byte Subtype { get; init; }

    /// <summary>How binary data is written as text; empty when not given.</summary>
    public string Format { get; init; } = "";

    /// <summary>Whether the most significant byte of a number in binary data comes first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>The base of a number in text; 10 unless given.</summary>
    public int Base { get; init; } = 10;
}

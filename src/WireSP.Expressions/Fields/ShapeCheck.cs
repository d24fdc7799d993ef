using System.Runtime.Intrinsics;

namespace WireSP.Expressions.Fields;

/// <summary>A comparison of 32 bytes at once with the types and names that are expected among them.</summary>
/// <param name="Offset">Where the bytes begin, relative to the segment.</param>
/// <param name="Expected">The expected bytes; zero where any will do.</param>
/// <param name="Mask">Which bytes belong to types and names.</param>
internal readonly record struct ShapeCheck(int Offset, Vector256<byte> Expected, Vector256<byte> Mask)
{
    /// <summary>Bytes that are loaded.</summary>
    public const int Bytes = 32;
}

using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>A field that is given another value of the same length in a copy of its document.</summary>
/// <param name="Start">Where the element begins.</param>
/// <param name="HeaderLength">Bytes of its type and name.</param>
/// <param name="ValueLength">Bytes of its value.</param>
/// <param name="Type">The new value's type, where all documents have one.</param>
internal readonly record struct ShapePatch(
    ShapePoint Start, int HeaderLength, int ValueLength, BsonType Type = BsonType.Missing);

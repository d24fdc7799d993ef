using WireSP.Bson;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Transforms;

/// <summary>The value inside an element, whose bytes begin with type and name.</summary>
internal static class ElementValue
{
    public static BsonValue Of(byte[] buffer, ElementExtent element, int nameLength) => BsonValue.FromRaw(
        (BsonType)buffer[element.Offset],
        buffer,
        element.Offset + nameLength + 2,
        element.Length - nameLength - 2);
}

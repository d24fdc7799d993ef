using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>The value inside an element slot, whose bytes begin with type and name.</summary>
internal static class ElementValue
{
    public static BsonValue Of(in BsonValue element, int nameLength) => BsonValue.FromRaw(
        (BsonType)element.Buffer![element.Offset],
        element.Buffer,
        element.Offset + nameLength + 2,
        element.Length - nameLength - 2);
}

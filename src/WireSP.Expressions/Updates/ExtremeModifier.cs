using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>
/// <c>$max</c> (sign 1) and <c>$min</c> (sign -1): sets the value when it comes after or before the present one.
/// </summary>
internal sealed class ExtremeModifier(string path, BsonValue value, int sign) : FieldModifier(path)
{
    public override BsonValue Apply(in BsonValue current, UpdateContext context) =>
        current.IsMissing || BsonValueComparer.Compare(value, current) * sign > 0 ? value : current;
}

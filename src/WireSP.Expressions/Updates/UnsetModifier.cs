using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary><c>$unset</c>: takes the field away.</summary>
internal sealed class UnsetModifier(string path) : FieldModifier(path)
{
    public override BsonValue Apply(in BsonValue current, UpdateContext context) => BsonValue.Missing;
}

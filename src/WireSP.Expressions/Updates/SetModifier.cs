using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary><c>$set</c>, and <c>$setOnInsert</c>, which leaves documents alone that are there.</summary>
internal sealed class SetModifier(string path, BsonValue value, bool onlyOnInsert) : FieldModifier(path)
{
    public override BsonValue Apply(in BsonValue current, UpdateContext context) =>
        onlyOnInsert && !context.IsInsert ? current : value;
}

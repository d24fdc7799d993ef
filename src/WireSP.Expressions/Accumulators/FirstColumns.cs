using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$first</c>.</summary>
internal sealed class FirstColumns(Expression argument) : KeptValueColumns(argument)
{
    protected override bool Replaces(in BsonValue kept, in BsonValue value) => kept.IsMissing;
}

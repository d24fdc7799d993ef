using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$last</c>.</summary>
internal sealed class LastColumns(Expression argument) : KeptValueColumns(argument)
{
    protected override bool Replaces(in BsonValue kept, in BsonValue value) => true;
}

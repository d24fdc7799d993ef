using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$push</c>: a missing value is passed over.</summary>
internal sealed class PushColumns(Expression argument) : ChainColumns(argument)
{
    protected override void Take(int group, in BsonValue value)
    {
        if (!value.IsMissing)
        {
            Keep(group, value);
        }
    }
}

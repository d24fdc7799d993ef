using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$concatArrays</c>: null and missing values are passed over.</summary>
internal sealed class ConcatArraysColumns(Expression argument) : ChainColumns(argument)
{
    protected override void Check(in BsonValue value)
    {
        if (!value.IsNullish && value.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(28664, "$concatArrays", "arrays", value);
        }
    }

    protected override void Take(int group, in BsonValue value)
    {
        if (value.IsNullish)
        {
            return;
        }

        foreach (var item in value.AsArray)
        {
            Keep(group, item);
        }
    }
}

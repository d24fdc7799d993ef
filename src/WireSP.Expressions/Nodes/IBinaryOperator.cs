using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>An operator of two operands as a type, so that the code of each operand shape is compiled for it.</summary>
internal interface IBinaryOperator
{
    static abstract BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context);
}

using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>Where an operand comes from, as a type: reading a slot or a constant then costs no virtual call.</summary>
internal interface IOperand
{
    BsonValue Read(EvaluationContext context);
}

using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>Computes an operator of one operand.</summary>
internal delegate BsonValue UnaryFunction(BsonValue operand, EvaluationContext context);

using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>Computes an operator of two operands.</summary>
internal delegate BsonValue BinaryFunction(BsonValue left, BsonValue right, EvaluationContext context);

using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>Computes an operator of any number of operands; of named ones, in the order of their declaration.</summary>
internal delegate BsonValue VariadicFunction(ReadOnlySpan<BsonValue> operands, EvaluationContext context);

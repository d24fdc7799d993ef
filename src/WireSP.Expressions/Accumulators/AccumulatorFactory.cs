using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>Compiles an accumulator's argument.</summary>
internal delegate AccumulatorPlan AccumulatorFactory(BsonValue argument, CompileContext context);

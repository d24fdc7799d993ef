using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>Compiles an operator's argument.</summary>
internal delegate Expression ExpressionFactory(BsonValue argument, CompileContext context);

using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>Parses the argument of one operator below a field.</summary>
internal delegate ValueTest FieldOperatorFactory(BsonValue argument, FieldQuery query);

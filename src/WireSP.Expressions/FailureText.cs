using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>Puts a failure into words, from the types of up to two operands.</summary>
internal delegate string FailureText(BsonType first, BsonType second);

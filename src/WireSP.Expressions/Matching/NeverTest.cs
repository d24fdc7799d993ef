using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>Passes nothing: <c>$all: []</c>.</summary>
internal sealed class NeverTest : ValueTest
{
    public override bool Matches(in BsonValue value, EvaluationContext context) => false;
}

using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Matching;

/// <summary><c>$exists: true</c>; with false it is negated by the compiler.</summary>
internal sealed class ExistsTest : ValueTest
{
    /// <summary>Parses the operator's argument: any value, by its truth.</summary>
    public static ValueTest Parse(BsonValue argument, FieldQuery query) =>
        Truth.Of(argument) ? new ExistsTest() : new NotTest(new ExistsTest());

    public override bool TestsItems => false;

    public override bool IsPlain => true;

    public override bool Matches(in BsonValue value, EvaluationContext context) => !value.IsMissing;
}

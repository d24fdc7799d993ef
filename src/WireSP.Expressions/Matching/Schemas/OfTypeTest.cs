using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>What a schema asks of values of some types only; all others pass, as does what is not there.</summary>
internal sealed class OfTypeTest(TypeSet types, ValueTest test) : ValueTest
{
    public override bool Matches(in BsonValue value, EvaluationContext context) =>
        !types.Contains(value.Type) || test.Matches(value, context);

    /// <summary>A test of values of one type.</summary>
    public static OfTypeTest Of(BsonType type, ValueTest test)
    {
        var types = new TypeSet();
        types.Add(type);
        return new OfTypeTest(types, test);
    }

    /// <summary>A test of numbers of any type.</summary>
    public static OfTypeTest OfNumbers(ValueTest test)
    {
        var types = new TypeSet();
        types.AddNumbers();
        return new OfTypeTest(types, test);
    }
}

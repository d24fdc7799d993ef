using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary><c>enum</c>: equal to one of the values, whatever the order of fields in documents.</summary>
internal sealed class EnumTest : ValueTest
{
    private readonly ValueSet _values = new();

    /// <summary>Adds a value.</summary>
    /// <returns>Whether it was not there yet.</returns>
    public bool Add(BsonValue value)
    {
        var scratch = new EvaluationContext(0, 0, TimeProvider.System);
        return _values.Add(UnorderedValue.Of(value, scratch).Copy());
    }

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        var start = context.Arena.Position;
        var contains = _values.Contains(UnorderedValue.Of(value, context));
        context.Arena.Truncate(start);
        return contains;
    }
}

using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary><c>$type</c>: of one of the types; of an array, one of its items or the array itself.</summary>
internal sealed class TypeTest(TypeSet types) : ValueTest
{
    /// <summary>Parses the operator's argument: a name, a number, or an array of those.</summary>
    public static ValueTest Parse(BsonValue argument, FieldQuery query)
    {
        var types = new TypeSet();
        if (argument.Type != BsonType.Array)
        {
            types.Add(argument);
            return new TypeTest(types);
        }

        foreach (var item in argument.AsArray)
        {
            types.Add(item);
        }

        return types.IsEmpty
            ? throw new ExpressionSyntaxException(9, $"$type of '{query.Path}' must name at least one type")
            : new TypeTest(types);
    }

    public override bool Matches(in BsonValue value, EvaluationContext context) => types.Contains(value.Type);
}

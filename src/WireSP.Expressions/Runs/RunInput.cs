using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>An expression whose values are wanted of many documents at once.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Kind">What its values are for.</param>
public sealed record RunInput(Expression Expression, RunInputKind Kind)
{
    /// <summary>Finds the same input among others, or adds it to them.</summary>
    /// <returns>The inputs, and which of them it is.</returns>
    public (IReadOnlyList<RunInput> Inputs, int Index) Among(IReadOnlyList<RunInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Kind == Kind && IsSame(inputs[i].Expression, Expression))
            {
                return (inputs, i);
            }
        }

        return ([.. inputs, this], inputs.Count);
    }

    private static bool IsSame(Expression left, Expression right) =>
        ReferenceEquals(left, right) || (left.ValueSlot is { } slot && slot == right.ValueSlot);

    /// <summary>Whether values of a type are of use.</summary>
    internal bool Takes(BsonType type) => Kind switch
    {
        RunInputKind.Time => type == BsonType.DateTime,
        RunInputKind.Condition => type == BsonType.Boolean,
        RunInputKind.Key => type is BsonType.Int64 or BsonType.Int32 or BsonType.String or BsonType.DateTime
            or BsonType.Null or BsonType.Missing,
        _ => type is BsonType.Int64 or BsonType.Int32 or BsonType.Double or BsonType.Null or BsonType.Missing,
    };
}

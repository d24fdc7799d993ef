using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Updates;

/// <summary><c>$addToSet</c>: appends values to an array that are not in it yet.</summary>
internal sealed class AddToSetModifier : FieldModifier
{
    private readonly List<BsonValue> _values = [];

    /// <summary>Makes the modifier of a value, or of all values below <c>$each</c>.</summary>
    public AddToSetModifier(string path, BsonValue argument)
        : base(path)
    {
        var each = argument.Type == BsonType.Document ? argument.AsDocument["$each"] : BsonValue.Missing;
        if (each.IsMissing)
        {
            _values.Add(argument);
            return;
        }

        if (each.Type != BsonType.Array)
        {
            throw UpdateErrors.SyntaxTypeMismatch(
                $"The argument to $each in $addToSet must be an array but it was of type {TypeNames.Of(each.Type)}",
                path);
        }

        if (argument.AsDocument.CountElements() > 1)
        {
            throw UpdateErrors.SyntaxBadValue("$addToSet knows no other field beside $each", path);
        }

        foreach (var value in each.AsArray)
        {
            _values.Add(value);
        }
    }

    public override BsonValue Apply(in BsonValue current, UpdateContext context)
    {
        if (current.Type is not (BsonType.Missing or BsonType.Array))
        {
            throw UpdateErrors.BadValue(
                $"Cannot apply $addToSet to non-array field. Field named '{Path}' has non-array type "
                    + TypeNames.Of(current.Type));
        }

        var present = new ValueSet();
        var values = context.Values;
        var mark = values.Mark;
        if (!current.IsMissing)
        {
            foreach (var item in current.AsArray)
            {
                // The array keeps the duplicates that it has.
                _ = present.Add(item);
                values.Push(item);
            }
        }

        foreach (var value in _values)
        {
            if (present.Add(value))
            {
                values.Push(value);
            }
        }

        return values.TakeArray(mark);
    }
}

using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary><c>$bit</c>: <c>and</c>, <c>or</c> and <c>xor</c> with integers, one after the other.</summary>
internal sealed class BitModifier(string path, (string Operation, BsonValue Operand)[] steps) : FieldModifier(path)
{
    /// <summary>Parses the argument: an object with one or more operations.</summary>
    public static BitModifier Parse(string path, BsonValue argument)
    {
        if (argument.Type != BsonType.Document || argument.AsDocument.IsEmpty)
        {
            throw UpdateErrors.SyntaxBadValue(
                "The $bit modifier is not compatible with a "
                    + $"{TypeNames.Of(argument.Type)}. You must pass in an embedded document: {{$bit: {{field: "
                    + "{and/or/xor: #}}",
                path);
        }

        List<(string, BsonValue)> steps = [];
        foreach (var element in argument.AsDocument)
        {
            var operation = element.Name;
            if (operation is not ("and" or "or" or "xor"))
            {
                throw UpdateErrors.SyntaxBadValue(
                    $"The $bit modifier only supports 'and', 'or', and 'xor', not '{operation}'", path);
            }

            if (element.Type is not (BsonType.Int32 or BsonType.Int64))
            {
                throw UpdateErrors.SyntaxBadValue(
                    $"The $bit modifier field must be an Integer(32/64 bit); a '{TypeNames.Of(element.Type)}' is not "
                        + "supported here",
                    path);
            }

            steps.Add((operation, element.Value));
        }

        return new BitModifier(path, [.. steps]);
    }

    public override BsonValue Apply(in BsonValue current, UpdateContext context)
    {
        if (current.Type is not (BsonType.Missing or BsonType.Int32 or BsonType.Int64))
        {
            throw UpdateErrors.BadValue(
                $"Cannot apply $bit to a value of non-integral type: the field '{Path}' is of type "
                    + TypeNames.Of(current.Type));
        }

        var isLong = current.Type == BsonType.Int64;
        var bits = current.IsMissing ? 0 : current.Payload;
        foreach (var (operation, operand) in steps)
        {
            isLong |= operand.Type == BsonType.Int64;
            bits = operation switch
            {
                "and" => bits & operand.Payload,
                "or" => bits | operand.Payload,
                _ => bits ^ operand.Payload,
            };
        }

        return isLong ? BsonValue.FromInt64(bits) : BsonValue.FromInt32((int)bits);
    }
}

using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Updates;

/// <summary><c>$inc</c> and <c>$mul</c>: like the expressions, but what does not fit 64 bits is an error.</summary>
internal sealed class ArithmeticModifier : FieldModifier
{
    private readonly string _name;
    private readonly BsonValue _operand;
    private readonly bool _multiplies;

    /// <summary>Makes the modifier.</summary>
    /// <exception cref="ExpressionSyntaxException">The operand is no number.</exception>
    public ArithmeticModifier(string name, string path, BsonValue operand)
        : base(path)
    {
        _name = name;
        _operand = operand;
        _multiplies = name == "$mul";
        if (!operand.IsNumber)
        {
            throw UpdateErrors.SyntaxTypeMismatch(
                $"Cannot {(_multiplies ? "multiply" : "increment")} with non-numeric argument: "
                    + $"{{{path}: {UpdateErrors.Show(operand)}}}",
                path);
        }
    }

    public override BsonValue Apply(in BsonValue current, UpdateContext context)
    {
        if (current.IsMissing)
        {
            return _multiplies ? Multiply.Apply(_operand, 0, context.Values) : _operand;
        }

        if (!current.IsNumber)
        {
            throw UpdateErrors.TypeMismatch(
                $"Cannot apply {_name} to a value of non-numeric type: the field '{Path}' is of type "
                    + TypeNames.Of(current.Type));
        }

        var result = _multiplies
            ? Multiply.Apply(current, _operand, context.Values)
            : Add.Apply(current, _operand, context.Values);
        var overflows = result.Type == BsonType.Double && Numbers.IsInteger(current) && Numbers.IsInteger(_operand);
        if (overflows)
        {
            throw UpdateErrors.BadValue(
                $"Failed to apply {_name} operations to current value ({current.Payload}) of '{Path}': it does not fit "
                    + "64 bits");
        }

        // A field that is a long stays one, however small it becomes.
        return result.Type == BsonType.Int32 && (current.Type == BsonType.Int64 || _operand.Type == BsonType.Int64)
            ? (BsonValue)result.Payload
            : result;
    }
}

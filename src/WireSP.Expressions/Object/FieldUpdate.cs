using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary>What <c>$setField</c> and <c>$unsetField</c> have in common: the name is a constant.</summary>
internal static class FieldUpdate
{
    public static Expression Compile(
        string name, BsonValue field, BsonValue input, BsonValue value, CompileContext context)
    {
        if (field.Type == BsonType.String && field.Bytes.StartsWith("$"u8))
        {
            throw new ExpressionSyntaxException(
                4161108, $"{name} takes a constant 'field'; write {{ $literal: … }} for a name with '$'", "field");
        }

        var nameOf = ExpressionCompiler.CompileAt("field", field, context);
        if (nameOf is not Constant constant)
        {
            throw new ExpressionSyntaxException(4161106, $"{name} takes a constant 'field'", "field");
        }

        if (constant.Value.Type != BsonType.String)
        {
            throw new ExpressionSyntaxException(
                4161107, $"{name} takes a string as 'field', not {TypeNames.Of(constant.Value.Type)}", "field");
        }

        var compiled = value.IsMissing
            ? new Constant(BsonValue.Missing)
            : ExpressionCompiler.CompileAt("value", value, context);
        Expression[] operands = [constant, ExpressionCompiler.CompileAt("input", input, context), compiled];
        return new VariadicExpression(operands, (values, evaluation) => Apply(name, values, evaluation));
    }

    private static BsonValue Apply(string name, ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        if (operands[1].IsNullish)
        {
            return BsonValue.Null;
        }

        if (operands[1].Type != BsonType.Document)
        {
            throw ExpressionErrors.WrongType(4161105, name, "an object as 'input'", operands[1]);
        }

        var field = operands[0].Bytes;
        var isWritten = false;
        var start = context.Arena.BeginDocument();
        foreach (var element in operands[1].AsDocument)
        {
            if (!element.NameEquals(field))
            {
                context.Arena.WriteRaw(element.Raw);
            }
            else if (!isWritten)
            {
                context.Arena.WriteValue(field, operands[2]);
                isWritten = true;
            }
        }

        if (!isWritten)
        {
            context.Arena.WriteValue(field, operands[2]);
        }

        return context.EndDocument(start);
    }
}

using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toDate</c>: a value as a date.</summary>
internal sealed class ToDate(Expression operand) : Expression
{
    public static readonly ExpressionSpec Spec = new("$toDate", Compile)
    {
        Summary = "Converts a value to a date; null for null. See $convert.",
        Syntax = "{ $toDate: expression }",
        Examples =
        [
            new("""{ "$toDate": "2024-03-09T13:45:59Z" }""", """{ "$date": "2024-03-09T13:45:59Z" }"""),
            new("""{ "$toDate": { "$toLong": 0 } }""", """{ "$date": "1970-01-01T00:00:00Z" }"""),
            new("""{ "$toDate": null }""", "null"),
        ],
    };

    private readonly UnaryExpression _conversion = new(operand, Apply);

    public override bool IsConstant => operand.IsConstant;

    public override BsonValue Evaluate(EvaluationContext context) => _conversion.Evaluate(context);

    public override bool TryReadDate(EvaluationContext context, out long milliseconds)
    {
        if (operand is not FieldSlot field)
        {
            milliseconds = 0;
            return false;
        }

        var value = context.ReadSlot(field.Slot);
        milliseconds = value.Payload;
        return value.Type is BsonType.DateTime or BsonType.Int64
            || (value.Type == BsonType.String && context.Minutes.TryRead(value.Bytes, out milliseconds));
    }

    internal override RunSource? SourceFor(FieldShape shape) => operand.SourceFor(shape) switch
    {
        FieldSource { Type: BsonType.DateTime } date => date,
        FieldSource { Type: BsonType.Int64 } milliseconds => milliseconds.AsDate(),
        TextSource text => new TextDateSource(text),
        _ => null,
    };

    private static ToDate Compile(BsonValue argument, CompileContext context)
    {
        var operands = ArgumentList.Compile("$toDate", argument, context);
        return operands.Length == 1
            ? new ToDate(operands[0])
            : throw new ExpressionSyntaxException(
                50723, $"$toDate takes exactly 1 argument, {operands.Length} were given");
    }

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.DateTime), operand, context);
}

using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$convert</c>: a value in another type.</summary>
internal sealed class Convert(Expression[] operands, bool hasErrorValue) : Expression
{
    public static readonly ExpressionSpec Spec = new("$convert", Compile)
    {
        Summary = "Converts a value to a type. onError stands in when that fails, onNull when the value is null "
            + "or missing.",
        Syntax = "{ $convert: { input: expression, to: type | { type, subtype }, format, byteOrder, base, onError: "
            + "expression, onNull: expression } }",
        Trial = new(
            """{ "input": 1, "to": "int", "format": "hex", "byteOrder": "big", "base": 10, """
                + """ "onError": 1, "onNull": 1 }""")
        {
            Settings = ["to", "format", "byteOrder", "base"],
        },
        Examples =
        [
            new("""{ "$convert": { "input": "12", "to": "int" } }""", "12"),
            new("""{ "$convert": { "input": "x", "to": "int", "onError": -1 } }""", "-1"),
            new("""{ "$convert": { "input": null, "to": "date", "onNull": "never" } }""", "\"never\""),
        ],
    };

    private const int InputIndex = 0;
    private const int TypeIndex = 1;
    private const int FormatIndex = 2;
    private const int ByteOrderIndex = 3;
    private const int BaseIndex = 4;
    private const int ErrorIndex = 5;
    private const int NullIndex = 6;

    private static readonly NamedSyntax Named = new("$convert", 9, 9, new Parameter("input", 9),
        new Parameter("to", 9), new Parameter("format") { Default = "" },
        new Parameter("byteOrder") { Default = "little" }, new Parameter("base") { Default = 10 },
        new Parameter("onError") { MayBeSkipped = true },
        new Parameter("onNull") { Default = BsonValue.Null, MayBeSkipped = true });

    // A target that is written as constants, as nearly all are, is worked out once.
    private readonly ConversionTarget? _constantTarget = ConstantTargetOf(operands);

    public override bool IsConstant => Array.TrueForAll(operands, static operand => operand.IsConstant);

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var input = operands[InputIndex].Evaluate(context);
        if (input.IsNullish)
        {
            return operands[NullIndex].Evaluate(context);
        }

        var to = operands[TypeIndex].Evaluate(context);
        if (to.IsNullish)
        {
            return BsonValue.Null;
        }

        var target = _constantTarget ?? TargetOf(operands, to, context);
        if (!hasErrorValue)
        {
            return Conversion.To(target, input, context);
        }

        var mark = context.Mark;
        try
        {
            return Conversion.To(target, input, context);
        }
        catch (EvaluationException error) when (error.Code is Conversion.FailureCode or DateText.YearCode)
        {
            context.Release(mark);
            return operands[ErrorIndex].Evaluate(context);
        }
    }

    private static Convert Compile(BsonValue argument, CompileContext context)
    {
        var hasErrorValue = argument.Type == BsonType.Document && argument.AsDocument.TryGetValue("onError"u8, out _);
        return new(Named.Compile(argument, context), hasErrorValue);
    }

    private static ConversionTarget? ConstantTargetOf(Expression[] operands)
    {
        if (!Array.TrueForAll(operands[TypeIndex..ErrorIndex], static operand => operand is Constant))
        {
            return null;
        }

        try
        {
            var scratch = new EvaluationContext(0, 0, TimeProvider.System);
            var to = operands[TypeIndex].Evaluate(scratch);
            return to.IsNullish ? null : TargetOf(operands, to, scratch);
        }
        catch (EvaluationException)
        {
            // The same failure comes for each document that is converted, and for those only.
            return null;
        }
    }

    private static ConversionTarget TargetOf(Expression[] operands, in BsonValue to, EvaluationContext context)
    {
        var type = to;
        byte subtype = 0;
        if (to.Type == BsonType.Document)
        {
            type = to.AsDocument["type"];
            var given = to.AsDocument["subtype"];
            subtype = given.IsMissing ? subtype : Numbers.TryToInt32(given, out var number) && number is >= 0 and < 256
                ? (byte)number
                : throw new EvaluationException(9, "$convert takes a 'subtype' from 0 to 255");
        }

        return new ConversionTarget(TypeOf(type))
        {
            Subtype = subtype,
            Format = OneOf("format", operands[FormatIndex].Evaluate(context),
                ["", "auto", "base64", "base64url", "hex", "utf8", "uuid"]),
            IsBigEndian = OneOf("byteOrder", operands[ByteOrderIndex].Evaluate(context), ["little", "big"]) == "big",
            Base = BaseOf(operands[BaseIndex].Evaluate(context)),
        };
    }

    private static BsonType TypeOf(in BsonValue type)
    {
        if (type.Type == BsonType.String)
        {
            return TypeNames.TryParse(type.AsString, out var named)
                ? named
                : throw new EvaluationException(2, $"Unknown type name: {type.AsString}");
        }

        if (!type.IsNumber)
        {
            throw ExpressionErrors.WrongType(9, "$convert", "a name or number as 'to'", type);
        }

        if (!Numbers.TryToInt32(type, out var number))
        {
            throw new EvaluationException(9, "$convert takes a whole number as 'to'");
        }

        return number == 0 || TypeNames.TryParse(number, out _)
            ? (BsonType)(byte)number
            : throw new EvaluationException(9, $"$convert knows no type {number}");
    }

    private static string OneOf(string argument, in BsonValue value, string[] known)
    {
        var text = value.Type == BsonType.String ? value.AsString : null;
        return text is not null && Array.IndexOf(known, text) >= 0
            ? text
            : throw new EvaluationException(4341100, $"$convert knows no such '{argument}'; there are: "
                + string.Join(", ", known.Where(name => name.Length > 0)));
    }

    private static int BaseOf(in BsonValue value) =>
        Numbers.TryToInt32(value, out var radix) && radix is 2 or 8 or 10 or 16
            ? radix
            : throw new EvaluationException(3501300, "$convert takes 2, 8, 10 or 16 as 'base'");
}

using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$dateFromString</c>: a date from text.</summary>
internal sealed class DateFromString(
    Expression[] operands, bool hasFormat, bool hasErrorValue, bool hasZone) : Expression
{
    public static readonly ExpressionSpec Spec = new("$dateFromString", Compile)
    {
        Summary = "Reads a date, in the forms people write or in a given format. onError and onNull stand in "
            + "where there is none.",
        Syntax = "{ $dateFromString: { dateString: string, format: string, timezone: zone, onError: expression, "
            + "onNull: expression } }",
        Trial = new(
            """{ "dateString": "2024-01-01", "format": "%Y-%m-%d", "timezone": "UTC", "onError": 1, """
                + """ "onNull": 1 }""")
        {
            Settings = ["format", "timezone"],
        },
        Examples =
        [
            new(
                """{ "$dateFromString": { "dateString": "2024-03-09T13:45:59.123Z" } }""",
                """{ "$date": "2024-03-09T13:45:59.123Z" }"""),
            new(
                """{ "$dateFromString": { "dateString": "09/03/2024", "format": "%d/%m/%Y" } }""",
                """{ "$date": "2024-03-09T00:00:00Z" }"""),
            new("""{ "$dateFromString": { "dateString": "soon", "onError": "?" } }""", "\"?\""),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$dateFromString", 40540, 40541, new Parameter("dateString", 40542), new Parameter("format"),
        Zone.Parameter, new Parameter("onError") { MayBeSkipped = true },
        new Parameter("onNull") { Default = BsonValue.Null, MayBeSkipped = true });

    // The field that the text is, where nothing beside it counts.
    private readonly int _plainSlot = hasFormat || hasZone ? -1 : operands[0].ValueSlot ?? -1;

    public override bool IsConstant => Array.TrueForAll(operands, static operand => operand.IsConstant);

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var text = operands[0].Evaluate(context);
        if (TryReadPlain(text, context, out var moment))
        {
            return BsonValue.FromDateTimeMs(moment);
        }

        var format = operands[1].Evaluate(context);
        var zoneName = operands[2].Evaluate(context);
        if (hasFormat && !format.IsNullish && format.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(40684, "$dateFromString", "a string as 'format'", format);
        }

        if (text.IsNullish)
        {
            return operands[4].Evaluate(context);
        }

        if (zoneName.IsNullish || (hasFormat && format.IsNullish))
        {
            return BsonValue.Null;
        }

        var zone = DateOperands.ZoneOf("$dateFromString", zoneName, context);
        if (TryRead(text, format, zone, out var milliseconds))
        {
            return BsonValue.FromDateTimeMs(milliseconds);
        }

        return hasErrorValue ? operands[3].Evaluate(context) : throw Failure(text);
    }

    public override bool TryReadDate(EvaluationContext context, out long milliseconds)
    {
        if (_plainSlot < 0)
        {
            return TryReadPlain(operands[0].Evaluate(context), context, out milliseconds);
        }

        milliseconds = 0;
        return context.TryReadText(_plainSlot, out var text) && context.Minutes.TryRead(text, out milliseconds);
    }

    internal override RunSource? SourceFor(FieldShape shape) =>
        !hasFormat && !hasZone && operands[0].SourceFor(shape) is TextSource text ? new TextDateSource(text) : null;

    private static DateFromString Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        var operands = Named.Compile(argument, context);
        return new(operands, hasFormat: !bound[1].IsMissing, hasErrorValue: !bound[3].IsMissing,
            hasZone: !bound[2].IsMissing);
    }

    private static EvaluationException Failure(in BsonValue text) => text.Type == BsonType.String
        ? new(241, $"$dateFromString cannot read '{text.AsString}' as a date")
        : ExpressionErrors.WrongType(241, "$dateFromString", "a string as 'dateString'", text);

    private bool TryReadPlain(in BsonValue text, EvaluationContext context, out long milliseconds)
    {
        milliseconds = 0;
        return !hasFormat && !hasZone && text.Type == BsonType.String
            && context.Minutes.TryRead(text.Bytes, out milliseconds);
    }

    private bool TryRead(in BsonValue text, in BsonValue format, Zone zone, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Type != BsonType.String)
        {
            return false;
        }

        var isRead = hasFormat
            ? DateFormatReader.TryRead(text.Bytes, format.Bytes, out var fields)
            : DateReader.TryRead(text.Bytes, out fields);

        // A zone in the text and one beside it could contradict each other.
        if (!isRead || (hasZone && fields.OffsetMinutes is not null))
        {
            return false;
        }

        milliseconds = fields.ToUtc(zone);
        return true;
    }
}

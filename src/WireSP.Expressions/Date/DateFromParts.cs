using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$dateFromParts</c>: a date from its parts.</summary>
internal static class DateFromParts
{
    public static readonly ExpressionSpec Spec = new("$dateFromParts", Compile)
    {
        Summary = "Makes a date of its parts, of the calendar or of ISO 8601 weeks; parts beyond their range "
            + "carry over.",
        Syntax = "{ $dateFromParts: { year, month, day, hour, minute, second, millisecond, timezone } } or with "
            + "isoWeekYear, isoWeek, isoDayOfWeek",
        Trial = new(
            """{ "year": 2024, "month": 1, "day": 1, "isoWeekYear": 2024, "isoWeek": 1, """
                + """ "isoDayOfWeek": 1, "hour": 1, "minute": 1, "second": 1, "millisecond": 1, """
                + """ "timezone": "UTC" }""")
        {
            Settings =
            [
                "year", "month", "day", "isoWeekYear", "isoWeek", "isoDayOfWeek", "hour", "minute", "second",
                "millisecond", "timezone",
            ],
        },
        Examples =
        [
            new(
                """{ "$dateFromParts": { "year": 2024, "month": 2, "day": 30 } }""",
                """{ "$date": "2024-03-01T00:00:00Z" }"""),
            new(
                """{ "$dateFromParts": { "isoWeekYear": 2024, "isoWeek": 10, "isoDayOfWeek": 6 } }""",
                """{ "$date": "2024-03-09T00:00:00Z" }"""),
            new("""{ "$dateFromParts": { "year": 2024, "hour": null } }""", "null"),
        ],
    };

    private const int HourIndex = 6;
    private const int ZoneIndex = 10;

    private static readonly string[] Names =
    [
        "year", "month", "day", "isoWeekYear", "isoWeek", "isoDayOfWeek", "hour", "minute", "second", "millisecond",
    ];

    private static readonly NamedSyntax Named = new("$dateFromParts", 40519, 40518,
        [.. Names.Select(name => new Parameter(name)), Zone.Parameter with { Default = default }]);

    private static VariadicExpression Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        if (bound[0].IsMissing == bound[3].IsMissing)
        {
            throw bound[0].IsMissing
                ? new ExpressionSyntaxException(40516, "$dateFromParts needs 'year' or 'isoWeekYear'")
                : Mixed(40489);
        }

        var isIso = bound[0].IsMissing;
        if (isIso ? !bound[1].IsMissing || !bound[2].IsMissing : !bound[4].IsMissing || !bound[5].IsMissing)
        {
            throw Mixed(isIso ? 40525 : 40489);
        }

        // The last operand says which kind of parts was written.
        var operands = new Expression[Names.Length + 2];
        for (var i = 0; i < bound.Length; i++)
        {
            operands[i] = bound[i].IsMissing
                ? new Constant(i == ZoneIndex ? "UTC" : i < HourIndex ? 1 : 0)
                : ExpressionCompiler.CompileAt(Named.Parameters[i].Name, bound[i], context);
        }

        operands[^1] = new Constant(isIso);
        return new VariadicExpression(operands, Apply);
    }

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var isIso = operands[^1].AsBoolean;
        Span<long> parts = stackalloc long[ZoneIndex];
        for (var i = 0; i < ZoneIndex; i++)
        {
            if (operands[i].IsNullish)
            {
                return BsonValue.Null;
            }

            parts[i] = PartOf(Names[i], operands[i], isYear: i is 0 or 3);
        }

        if (operands[ZoneIndex].IsNullish)
        {
            return BsonValue.Null;
        }

        var zone = DateOperands.ZoneOf("$dateFromParts", operands[ZoneIndex], context);
        var day = isIso
            ? Calendar.DayOfIsoWeek(parts[3], parts[4], parts[5])
            : Calendar.DayOf(parts[0], parts[1], parts[2]);
        var milliseconds = (((((parts[6] * 60) + parts[7]) * 60) + parts[8]) * 1000) + parts[9];
        return BsonValue.FromDateTimeMs(zone.ToUtc((day * Calendar.MillisecondsPerDay) + milliseconds));
    }

    private static long PartOf(string name, in BsonValue value, bool isYear)
    {
        if (!Numbers.TryToInt64(value, out var part))
        {
            throw ExpressionErrors.WrongType(40515, "$dateFromParts", $"a whole number as '{name}'", value);
        }

        if (isYear && part is < 1 or > 9999)
        {
            throw new EvaluationException(40523, $"$dateFromParts takes a '{name}' from 1 to 9999, not {part}");
        }

        var isLimited = name is not ("second" or "millisecond");
        return part is >= short.MinValue and <= short.MaxValue || (!isLimited && Math.Abs(part) < 1L << 53)
            ? part
            : throw new EvaluationException(31034, $"$dateFromParts cannot carry {part} as '{name}'");
    }

    private static ExpressionSyntaxException Mixed(int code) =>
        new(code, "$dateFromParts takes the parts of the calendar or those of ISO 8601 weeks, not both");
}

using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$dateToString</c>: a date as text.</summary>
internal static class DateToString
{
    private static readonly NamedSyntax Named = new(
        "$dateToString", 18629, 18534, new Parameter("date", 18628),
        new Parameter("format") { Default = "%Y-%m-%dT%H:%M:%S.%LZ" }, Zone.Parameter,
        new Parameter("onNull") { Default = BsonValue.Null });

    public static readonly ExpressionSpec Spec = new("$dateToString", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Writes a date by a format of % specifiers; onNull stands in for a date that is null or missing.",
        Syntax = "{ $dateToString: { date: date, format: string, timezone: zone, onNull: expression } }",
        Trial = new(
            """{ "date": { "$date": "2024-01-01T00:00:00Z" }, "format": "%Y", "timezone": "UTC", """
                + """ "onNull": 1 }""")
        {
            Settings = ["format", "timezone"],
            RefusesSettingsOfNothing = true,
        },
        Examples =
        [
            new("""{ "$dateToString": { "date": "$at", "format": "%d.%m.%Y %H:%M" } }""", "\"09.03.2024 13:45\"",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dateToString": { "date": "$at" } }""", "\"2024-03-09T13:45:59.123Z\"",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dateToString": { "date": null, "onNull": "never" } }""", "\"never\""),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var format = operands[1];
        if (!format.IsNullish && format.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(18533, "$dateToString", "a string as 'format'", format);
        }

        if (operands[0].IsNullish)
        {
            return operands[3];
        }

        if (format.IsNullish || operands[2].IsNullish)
        {
            return BsonValue.Null;
        }

        var zone = DateOperands.ZoneOf("$dateToString", operands[2], context);
        var utc = DateOperands.Milliseconds("$dateToString", operands[0]);
        return DateFormat.Write(format.Bytes, utc, zone, context);
    }
}

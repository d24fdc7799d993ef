using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$dateSubtract</c>: a date moved by a number of units.</summary>
internal static class DateSubtract
{
    private static readonly NamedSyntax Named = DateShift.Syntax("$dateSubtract");

    public static readonly ExpressionSpec Spec = new("$dateSubtract", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Takes a number of units from a date; a day that the month does not have becomes its last.",
        Syntax = "{ $dateSubtract: { startDate: date, unit: string, amount: number, timezone: zone } }",
        Trial = DateShift.Trial,
        Examples =
        [
            new(
                """{ "$dateSubtract": { "startDate": "$at", "unit": "month", "amount": 1 } }""",
                """{ "$date": "2023-12-31T00:00:00Z" }""",
                """{ "at": { "$date": "2024-01-31T00:00:00Z" } }"""),
            new(
                """{ "$dateSubtract": { "startDate": "$at", "unit": "hour", "amount": 0 } }""",
                """{ "$date": "2024-01-31T00:00:00Z" }""",
                """{ "at": { "$date": "2024-01-31T00:00:00Z" } }"""),
            new("""{ "$dateSubtract": { "startDate": null, "unit": "day", "amount": 1 } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        DateShift.Apply("$dateSubtract", operands, sign: -1, context);
}

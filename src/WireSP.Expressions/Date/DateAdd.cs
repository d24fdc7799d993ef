using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$dateAdd</c>: a date moved by a number of units.</summary>
internal static class DateAdd
{
    private static readonly NamedSyntax Named = DateShift.Syntax("$dateAdd");

    public static readonly ExpressionSpec Spec = new("$dateAdd", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Adds a number of units to a date; a day that the month does not have becomes its last.",
        Syntax = "{ $dateAdd: { startDate: date, unit: string, amount: number, timezone: zone } }",
        Trial = DateShift.Trial,
        Examples =
        [
            new(
                """{ "$dateAdd": { "startDate": "$at", "unit": "month", "amount": 1 } }""",
                """{ "$date": "2024-02-29T00:00:00Z" }""",
                """{ "at": { "$date": "2024-01-31T00:00:00Z" } }"""),
            new(
                """{ "$dateAdd": { "startDate": "$at", "unit": "hour", "amount": 0 } }""",
                """{ "$date": "2024-01-31T00:00:00Z" }""",
                """{ "at": { "$date": "2024-01-31T00:00:00Z" } }"""),
            new("""{ "$dateAdd": { "startDate": null, "unit": "day", "amount": 1 } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        DateShift.Apply("$dateAdd", operands, sign: 1, context);
}

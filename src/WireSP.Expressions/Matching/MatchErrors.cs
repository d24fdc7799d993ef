using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>Failures that several operators of a query share; those of one operator are made in its file.</summary>
internal static class MatchErrors
{
    /// <summary>The code of nearly everything that is wrong with a query.</summary>
    public static ExpressionSyntaxException BadValue(string message, string path = "") => new(2, message, path);

    /// <summary>The code of arguments that are numbers of the wrong kind, and of malformed schemas.</summary>
    public static ExpressionSyntaxException FailedToParse(string message, string path = "") => new(9, message, path);

    public static ExpressionSyntaxException ComparedToUndefined() => BadValue("cannot compare to undefined");

    public static ExpressionSyntaxException UnknownOperator(string name) =>
        BadValue($"unknown operator: {name}.{NearestName.Hint(name, FieldOperatorTable.Names)}", name);

    public static ExpressionSyntaxException UnknownTopLevelOperator(string name)
    {
        var advice = FieldOperatorTable.TryFind(name, out _)
            ? $" It stands below a field: {{ field: {{ {name}: … }} }}"
            : NearestName.Hint(name, QueryParser.TopLevelOperators);
        return BadValue($"unknown top level operator: {name}.{advice}", name);
    }

    /// <summary>A number as text, as a person would write it.</summary>
    public static string Show(BsonValue value) => value.Type switch
    {
        BsonType.Double => value.AsDouble.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        BsonType.Decimal128 => value.AsDecimal128.ToString() ?? "",
        _ => value.Payload.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}

using System.Globalization;
using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>Failures that several operators of a query share; those of one operator are made in its file.</summary>
internal static class MatchErrors
{
    /// <summary>The code of nearly everything that is wrong with a query.</summary>
    public static ExpressionSyntaxException BadValue(string message, string path = "") => new(2, message, path);

    /// <summary>The code of arguments that are numbers of the wrong kind, and of malformed schemas.</summary>
    public static ExpressionSyntaxException FailedToParse(string message, string path = "") => new(9, message, path);

    /// <summary>Parses a part of a query; what is wrong with it says that it is there.</summary>
    public static T At<T>(string place, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (ExpressionSyntaxException error)
        {
            throw error.In(place);
        }
    }

    /// <summary>Parses an item of an array; what is wrong with it says which one it is.</summary>
    public static T At<T>(int index, Func<T> parse) => At(index.ToString(CultureInfo.InvariantCulture), parse);

    public static ExpressionSyntaxException ComparedToUndefined() => BadValue("cannot compare to undefined");

    public static ExpressionSyntaxException UnknownOperator(string name) =>
        BadValue($"unknown operator: {name}.{NearestName.Hint(name, FieldOperatorTable.Names)}");

    public static ExpressionSyntaxException UnknownTopLevelOperator(string name)
    {
        var advice = FieldOperatorTable.TryFind(name, out _)
            ? $" It stands below a field: {{ field: {{ {name}: … }} }}"
            : NearestName.Hint(name, QueryParser.TopLevelOperators);
        return BadValue($"unknown top level operator: {name}.{advice}");
    }

    /// <summary>A number as text, as a person would write it.</summary>
    public static string Show(BsonValue value) => value.Type switch
    {
        BsonType.Double => value.AsDouble.ToString("R", CultureInfo.InvariantCulture),
        BsonType.Decimal128 => value.AsDecimal128.ToString() ?? "",
        _ => value.Payload.ToString(CultureInfo.InvariantCulture),
    };
}

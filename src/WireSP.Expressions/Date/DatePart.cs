using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary>Operators that give one part of a date: <c>$year</c>, <c>$hour</c> and so on, in any time zone.</summary>
internal static class DatePart
{
    /// <summary>How the constants of such an operator are tried.</summary>
    public static readonly ConstantTrial Trial = new(
        """{ "date": { "$date": "2024-01-01T00:00:00Z" }, "timezone": "UTC" }""")
    {
        Settings = ["timezone"],
    };

    /// <summary>The factory of such an operator, from a function of local milliseconds.</summary>
    public static ExpressionFactory Create(string name, Func<long, BsonValue> part) => (argument, context) =>
    {
        var (date, zone) = Compile(name, argument, context);
        return new DatePartExpression(name, date, zone, part);
    };

    private static (Expression Date, Expression Zone) Compile(string name, BsonValue argument, CompileContext context)
    {
        if (argument.Type == BsonType.Array)
        {
            var count = argument.AsArray.Count();
            argument = count == 1
                ? argument.AsArray[0]
                : throw new ExpressionSyntaxException(40536, $"{name} takes one argument, {count} were given");
        }

        if (argument.Type != BsonType.Document || IsOperator(argument.AsDocument))
        {
            return (ExpressionCompiler.Compile(argument, context), new Constant("UTC"));
        }

        var syntax = new NamedSyntax(
            name, 40536, 40535, new Parameter("date", 40539), Zone.Parameter);
        var operands = syntax.Compile(argument, context);
        return (operands[0], operands[1]);
    }

    private static bool IsOperator(BsonDocument document)
    {
        foreach (var element in document)
        {
            return element.NameUtf8.StartsWith("$"u8);
        }

        return false;
    }
}

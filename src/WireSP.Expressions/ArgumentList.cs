using System.Globalization;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>The positional arguments of an operator: an array, or the single argument itself.</summary>
internal static class ArgumentList
{
    /// <summary>
    /// Compiles the arguments, of which there may be from <paramref name="min"/> to <paramref name="max"/>.
    /// </summary>
    /// <exception cref="ExpressionSyntaxException">There are fewer or more.</exception>
    public static Expression[] Compile(
        string name, BsonValue argument, CompileContext context, int min = 0, int max = int.MaxValue)
    {
        var count = argument.Type == BsonType.Array ? argument.AsArray.Count() : 1;
        if (count < min || count > max)
        {
            throw ExpressionErrors.WrongCount(name, min, max, count);
        }

        return CompileAll(argument, context, count);
    }

    private static Expression[] CompileAll(BsonValue argument, CompileContext context, int count)
    {
        var compiled = new Expression[count];
        if (argument.Type != BsonType.Array)
        {
            compiled[0] = ExpressionCompiler.Compile(argument, context);
            return compiled;
        }

        var index = 0;
        foreach (var item in argument.AsArray)
        {
            var path = index.ToString(CultureInfo.InvariantCulture);
            compiled[index++] = ExpressionCompiler.CompileAt(path, item, context);
        }

        return compiled;
    }
}

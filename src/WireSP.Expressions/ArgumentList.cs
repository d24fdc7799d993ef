using System.Globalization;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>The positional arguments of an operator: an array, or the single argument itself.</summary>
internal static class ArgumentList
{
    /// <summary>
    /// Compiles the arguments, of which there may be from <paramref name="min"/> to <paramref name="max"/>.
    /// </summary>
    /// <param name="name">The operator's name.</param>
    /// <param name="argument">What stands beside it.</param>
    /// <param name="context">What is compiled together.</param>
    /// <param name="min">Fewest arguments.</param>
    /// <param name="max">Most arguments.</param>
    /// <param name="certain">How many are computed for every document; the others may be skipped.</param>
    /// <exception cref="ExpressionSyntaxException">There are fewer or more.</exception>
    public static Expression[] Compile(
        string name,
        BsonValue argument,
        CompileContext context,
        int min = 0,
        int max = int.MaxValue,
        int certain = int.MaxValue)
    {
        var count = argument.Type == BsonType.Array ? argument.AsArray.Count() : 1;
        if (count < min || count > max)
        {
            throw ExpressionErrors.WrongCount(name, min, max, count);
        }

        return CompileAll(argument, context, count, certain);
    }

    private static Expression[] CompileAll(BsonValue argument, CompileContext context, int count, int certain)
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
            compiled[index] = index < certain
                ? ExpressionCompiler.CompileAt(path, item, context)
                : ExpressionCompiler.CompileBranch(path, item, context);
            index++;
        }

        return compiled;
    }
}

using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>The arguments of <c>$percentile</c> and <c>$median</c>.</summary>
internal static class PercentileArguments
{
    public static void CheckMethod(string name, in BsonValue method)
    {
        if (method.Type != BsonType.String || !method.AsStringUtf8.SequenceEqual("approximate"u8))
        {
            throw new ExpressionSyntaxException(2, $"{name} knows one method, 'approximate'", "method");
        }
    }

    public static double[] Fractions(in BsonValue argument, CompileContext context)
    {
        var compiled = ExpressionCompiler.CompileAt("p", argument, context);
        var list = compiled.IsConstant ? compiled.Evaluate(new(0, 0, TimeProvider.System)) : BsonValue.Missing;
        if (list.Type != BsonType.Array || list.AsArray.IsEmpty)
        {
            throw new ExpressionSyntaxException(7750301, "$percentile takes a constant array of fractions", "p");
        }

        var fractions = new double[list.AsArray.Count()];
        var index = 0;
        foreach (var item in list.AsArray)
        {
            var fraction = item.IsNumber
                ? Numbers.ToDouble(item)
                : throw new ExpressionSyntaxException(
                    7750302, $"$percentile takes numbers as fractions, not {TypeNames.Of(item.Type)}", "p");
            fractions[index++] = fraction is >= 0 and <= 1
                ? fraction
                : throw new ExpressionSyntaxException(7750303, "a fraction lies between 0 and 1", "p");
        }

        return fractions;
    }
}

using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>The arguments of <c>$top</c>, <c>$bottom</c>, <c>$topN</c> and <c>$bottomN</c>.</summary>
internal static class SortedOutput
{
    public static ColumnsPlan Compile(
        NamedSyntax syntax, RankedEnd end, BsonValue argument, CompileContext context)
    {
        var bound = syntax.Bind(argument);
        Expression? limit = null;
        if (bound.Length == 3)
        {
            limit = ExpressionCompiler.CompileAt("n", bound[0], context);
            ElementCount.CheckConstant(syntax.Name, limit);
        }

        var order = SortOrder.Parse(bound[^2]);
        var output = ExpressionCompiler.CompileAt("output", bound[^1], context);
        var arguments = new RankedArguments(syntax.Name, end, output)
        {
            Limit = limit,
            Keys = order.CompileKeys(context),
            Order = order,
        };
        return new ColumnsPlan(() => new RankedColumns(arguments));
    }
}

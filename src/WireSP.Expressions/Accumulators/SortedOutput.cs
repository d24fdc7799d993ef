using WireSP.Bson;
using WireSP.Expressions.Nodes;

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

        // One key is compared by itself; several are put into an array.
        var isSingle = order.Paths.Count == 1;
        var arguments = new RankedArguments(syntax.Name, end, output)
        {
            Limit = limit,
            Keys = isSingle ? order.CompileKey(0, context) : order.CompileKeys(context),
            Order = isSingle ? null : order,
            Sign = isSingle ? order.SignOf(0) : 1,
        };
        if (limit is not null)
        {
            return RankedColumns.Plan(arguments);
        }

        return new ColumnsPlan(() => CreateTop(arguments), arguments.CanFail);
    }

    private static AccumulatorColumns CreateTop(RankedArguments arguments) =>
        arguments.Keys is SortKey { Source: FieldSlot field } key
            ? new TopColumns<SortKeyOperand>(arguments, new(field.Slot, key))
            : new TopColumns<ComputedOperand>(arguments, new(arguments.Keys!));
}

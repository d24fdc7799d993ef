using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>Compiles the accumulators of a <c>$group</c>.</summary>
public static class AccumulatorCompiler
{
    /// <summary>Compiles one accumulator, as in <c>{ field: { name: argument } }</c>.</summary>
    /// <exception cref="ExpressionSyntaxException">There is no such accumulator, or its argument is wrong.</exception>
    public static AccumulatorPlan Compile(string name, BsonValue argument, CompileContext context)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(context);
        if (!AccumulatorTable.TryFind(name, out var spec))
        {
            throw Unknown(name);
        }

        try
        {
            return spec.Factory(argument, context);
        }
        catch (ExpressionSyntaxException error)
        {
            throw error.In(name);
        }
    }

    private static ExpressionSyntaxException Unknown(string name) => name switch
    {
        _ when ExpressionTable.TryFind(name, out _) => new(
            40237, $"'{name}' is an expression and no accumulator; use it inside one", name),
        _ => new(15952, $"unknown accumulator '{name}'.{NearestName.Hint(name, AccumulatorTable.Names)}", name),
    };
}

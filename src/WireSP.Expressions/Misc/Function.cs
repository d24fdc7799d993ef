using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$function</c>: refused, because there is no JavaScript engine here.</summary>
internal static class Function
{
    public static readonly ExpressionSpec Spec = new("$function", Compile)
    {
        Summary = "Not available: it would run JavaScript. The other operators of this page do most of what it is "
            + "used for.",
        Syntax = """{ $function: { body: string, args: [expression, …], lang: "js" } }""",
        IsVolatile = true,
    };

    private static readonly NamedSyntax Named = new("$function", 31260, 31267,
        new Parameter("body", 31261), new Parameter("args", 31262), new Parameter("lang", 31263));

    private static Expression Compile(BsonValue argument, CompileContext context)
    {
        _ = Named.Bind(argument);
        throw new ExpressionSyntaxException(
            115,
            "$function is not available in this workspace: there is no JavaScript engine; $switch, $map, $filter, "
                + "$reduce, $regexFind and $convert do most of what it is used for");
    }
}

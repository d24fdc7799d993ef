using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>Compiles the query language of <c>$match</c> and <c>$validate</c>.</summary>
public static class MatchCompiler
{
    /// <summary>Compiles a query; its fields get slots in the context's plan.</summary>
    /// <exception cref="ExpressionSyntaxException">It is not a legal query; says where and why.</exception>
    public static Predicate Compile(BsonDocument query, CompileContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return QueryParser.For(context).Parse(query);
    }

    /// <summary>Compiles the argument of a stage, which must be a query.</summary>
    /// <exception cref="ExpressionSyntaxException">It is not a document or not a legal query.</exception>
    public static Predicate Compile(BsonValue argument, CompileContext context) =>
        argument.Type == BsonType.Document
            ? Compile(argument.AsDocument, context)
            : throw new ExpressionSyntaxException(
                15959, $"the match filter must be an object, found {TypeNames.Of(argument.Type)}");
}

using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Connectors.Collections;

/// <summary>The database and collection that a sink writes to, which may depend on the document.</summary>
/// <param name="Scope">What the sink's expressions read.</param>
/// <param name="Database">Gives the database.</param>
/// <param name="Collection">Gives the collection.</param>
internal sealed record TargetExpressions(CompileContext Scope, Expression Database, Expression Collection)
{
    /// <summary>The collection when it does not depend on the document; else null.</summary>
    public CollectionNamespace? Constant { get; } = Database.IsConstant && Collection.IsConstant
        ? new CollectionNamespace(ConstantOf(Database).AsString, ConstantOf(Collection).AsString)
        : null;

    /// <summary>The database when it does not depend on the document; else null.</summary>
    public string? ConstantDatabase { get; } = Database.IsConstant ? ConstantOf(Database).AsString : null;

    /// <summary>What a constant expression gives.</summary>
    public static BsonValue ConstantOf(Expression expression) =>
        expression.Evaluate(new EvaluationContext(0, 0, TimeProvider.System));
}

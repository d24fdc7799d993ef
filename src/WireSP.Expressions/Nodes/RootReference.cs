using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>The whole document: <c>$$ROOT</c>, and <c>$$CURRENT</c> unless rebound.</summary>
internal sealed class RootReference : Expression
{
    public override bool CanFail => false;

    public override BsonValue Evaluate(EvaluationContext context) => BsonValue.FromDocument(context.Root);
}

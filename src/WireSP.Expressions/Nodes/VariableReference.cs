using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>A user variable, at the index that the compiler gave it.</summary>
internal sealed class VariableReference(int index) : Expression
{
    public override bool CanFail => false;

    public override BsonValue Evaluate(EvaluationContext context) => context.Variables[index];

    internal override RunSource? SourceFor(FieldShape shape) => shape.Scope.Find(index);
}

using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>A value known when the pipeline is compiled; it lives in bytes of its own.</summary>
internal sealed class Constant(BsonValue value) : Expression
{
    public BsonValue Value { get; } = value;

    public override bool IsConstant => true;

    public override bool CanFail => false;

    public override BsonValue Evaluate(EvaluationContext context) => Value;

    internal override RunSource SourceFor(FieldShape shape) => new ConstantSource(Value);
}

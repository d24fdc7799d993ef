using System.Text;
using WireSP.Expressions;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Stages;

/// <summary>Stores the event time in the field that <c>tsFieldName</c> names.</summary>
internal sealed class TimestampFieldPlan(string fieldName, CompileContext following) : StagePlan("$source")
{
    /// <inheritdoc/>
    public override Operator Create(OperatorFactory factory) =>
        new TimestampFieldOperator(
            "TimestampFieldOperator", factory.Output, Encoding.UTF8.GetBytes(fieldName), factory.ScopeOf(following));
}

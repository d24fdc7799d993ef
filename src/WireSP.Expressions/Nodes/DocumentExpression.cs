using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>A document of computed values; a field without a value is left out.</summary>
internal sealed class DocumentExpression(byte[][] names, Expression[] values) : Expression
{
    public override bool IsConstant => Array.TrueForAll(values, static value => value.IsConstant);

    public override bool CanFail => Array.Exists(values, static value => value.CanFail);

    public override BsonValue Evaluate(EvaluationContext context)
    {
        // All values first: a value may itself write to the arena, which must not happen inside this document.
        var mark = context.Mark;
        foreach (var value in values)
        {
            context.Push(value.Evaluate(context));
        }

        var start = context.Arena.BeginDocument();
        var computed = context.From(mark);
        for (var i = 0; i < names.Length; i++)
        {
            context.Arena.WriteValue(names[i], computed[i]);
            context.ChargeBytes(0);
        }

        context.Release(mark);
        return context.EndDocument(start);
    }
}

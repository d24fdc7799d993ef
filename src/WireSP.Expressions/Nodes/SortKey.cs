using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Operators;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>A field as a sort key: of an array its least element going up, its greatest going down.</summary>
internal sealed class SortKey(Expression source, int sign) : Expression
{
    public Expression Source => source;

    public override bool CanFail => source.CanFail;

    // No value that a run takes is an array.
    internal override RunSource? SourceFor(FieldShape shape) => source.SourceFor(shape);

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var value = source.Evaluate(context);
        if (value.Type != BsonType.Array)
        {
            return value;
        }

        // An array without elements sorts before null.
        var key = BsonValue.Undefined;
        var isFirst = true;
        foreach (var item in value.AsArray)
        {
            context.Charge(1);
            if (isFirst || Order.Compare(item, key) * sign < 0)
            {
                key = item;
                isFirst = false;
            }
        }

        return key;
    }
}

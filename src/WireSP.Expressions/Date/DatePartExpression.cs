using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary>One part of a date on the calendar of a zone; a zone that is constant is looked up once.</summary>
internal sealed class DatePartExpression(
    string name, Expression date, Expression zone, Func<long, BsonValue> part) : Expression
{
    private readonly Zone? _zone =
        zone is Constant { Value: { Type: BsonType.String } id } && Zone.TryParse(id.AsString, out var known)
            ? known
            : null;

    public override bool IsConstant => date.IsConstant && zone.IsConstant;

    public override BsonValue Evaluate(EvaluationContext context)
    {
        if (_zone is not null && date.TryReadDate(context, out var read))
        {
            context.Charge(1);
            return part(_zone.ToLocal(read));
        }

        var value = date.Evaluate(context);
        var id = zone.Evaluate(context);
        context.ChargeFor(value);
        context.ChargeFor(id);
        if (value.IsNullish)
        {
            return BsonValue.Null;
        }

        var milliseconds = DateOperands.Milliseconds(name, value);
        return id.IsNullish
            ? BsonValue.Null
            : part(DateOperands.ZoneOf(name, id, context, 40533).ToLocal(milliseconds));
    }

    internal override RunSource? SourceFor(FieldShape shape) =>
        _zone is not null && date.SourceFor(shape) is { Type: BsonType.DateTime } source
            ? new DatePartSource(source, _zone, part, part(0).Type)
            : null;

    internal override Expression Share(CompileContext context) => new SharedExpression(this, context.ReserveMemo());
}

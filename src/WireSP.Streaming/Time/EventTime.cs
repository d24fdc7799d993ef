using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Streaming.Time;

/// <summary>Computes a document's event time from the <c>timeField</c> of <c>$source</c>.</summary>
internal sealed class EventTime(Expression expression)
{
    /// <summary>Gives the date.</summary>
    public Expression Expression => expression;

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    /// <exception cref="EvaluationException">The field gives no date.</exception>
    public long Of(EvaluationContext context)
    {
        if (expression.TryReadDate(context, out var milliseconds))
        {
            return milliseconds;
        }

        var value = expression.Evaluate(context);
        return value.Type == BsonType.DateTime
            ? value.AsDateTimeMs
            : throw new EvaluationException(
                2, $"timeField must give a date, not {TypeNames.Of(value.Type)}");
    }
}

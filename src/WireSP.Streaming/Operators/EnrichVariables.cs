using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Streaming.Operators;

/// <summary>What an enrichment evaluates for each document before the outside is asked.</summary>
internal sealed class EnrichVariables(IReadOnlyList<Expression> expressions, FieldScope fields)
{
    /// <summary>Values for each document.</summary>
    public int Count => expressions.Count;

    /// <summary>Appends the values for the document at hand; bytes of their own.</summary>
    /// <exception cref="EvaluationException">One cannot be evaluated.</exception>
    public void Evaluate(List<BsonValue> values)
    {
        for (var i = 0; i < expressions.Count; i++)
        {
            values.Add(expressions[i].Evaluate(fields.Context).Copy());
        }
    }
}

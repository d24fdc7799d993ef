namespace WireSP.Expressions;

/// <summary>An expression cannot be computed for one document; caught once, by the task, and dead-lettered.</summary>
/// <param name="code">The server's numeric code for this failure.</param>
/// <param name="message">Operator, offending type or value, and what was expected.</param>
public sealed class EvaluationException(int code, string message) : Exception(message)
{
    /// <summary>The server's numeric code for this failure.</summary>
    public int Code { get; } = code;
}

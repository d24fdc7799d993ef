namespace WireSP.Expressions;

/// <summary>A pipeline's text is not a legal expression, predicate, accumulator or stage argument.</summary>
/// <param name="code">The server's numeric code for this failure.</param>
/// <param name="message">What was found and what was expected.</param>
/// <param name="path">Where in the stage's argument, dotted; empty for the argument itself.</param>
public sealed class ExpressionSyntaxException(int code, string message, string path = "") : Exception(message)
{
    /// <summary>The server's numeric code for this failure.</summary>
    public int Code { get; } = code;

    /// <summary>Where in the stage's argument, dotted; empty for the argument itself.</summary>
    public string Path { get; } = path;

    /// <summary>The same failure as the document around tells it: where it is begins with one of its fields.</summary>
    internal ExpressionSyntaxException In(string field) =>
        new(Code, Message, Path.Length == 0 ? field : $"{field}.{Path}");
}

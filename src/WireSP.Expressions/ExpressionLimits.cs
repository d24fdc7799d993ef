namespace WireSP.Expressions;

/// <summary>Named limits of the language; each is checked before memory is taken or time is spent.</summary>
public static class ExpressionLimits
{
    /// <summary>Deepest nesting of an expression, in levels; as deep as a document may be.</summary>
    public const int NestingDepthMax = 200;

    /// <summary>
    /// Operands, array elements and the like that the expressions of one document may visit; below a second's work.
    /// </summary>
    public const long StepsMax = 5_000_000;

    /// <summary>Bytes that the expressions of one document may produce (64 MiB).</summary>
    public const int ProducedBytesMax = 64 * 1024 * 1024;

    /// <summary>Longest pattern of a regular expression, in bytes.</summary>
    public const int RegexLengthBytesMax = 32_764;

    /// <summary>Longest JavaScript function, in characters.</summary>
    public const int ScriptLengthMax = 256 * 1024;

    /// <summary>Most items of an array in JavaScript; room for what the largest document may hold.</summary>
    public const int ScriptArrayLengthMax = 2 * 1024 * 1024;

    /// <summary>
    /// Time that the expressions of one document may take: what steps cannot tell, such as many slow regular
    /// expressions, ends here.
    /// </summary>
    public static readonly TimeSpan EvaluationTimeMax = TimeSpan.FromSeconds(5);

    /// <summary>Time that matching one regular expression against one string may take.</summary>
    public static readonly TimeSpan RegexTimeMax = TimeSpan.FromMilliseconds(250);
}

namespace WireSP.Expressions.Operators;

/// <summary>For which numbers a function is defined.</summary>
/// <param name="Code">The server's code for a number outside.</param>
/// <param name="Text">The condition, as a message says it.</param>
/// <param name="Contains">Whether a number, which is not NaN, is inside.</param>
internal sealed record RealDomain(int Code, string Text, Func<double, bool> Contains)
{
    /// <summary>Every number and both infinities.</summary>
    public static readonly RealDomain All = new(0, "", static _ => true);

    /// <summary>Every number but the infinities.</summary>
    public static readonly RealDomain Finite = new(50989, "other than an infinity", double.IsFinite);

    /// <summary>From -1 to 1.</summary>
    public static readonly RealDomain Unit = new(50989, "from -1 to 1", static x => x is >= -1 and <= 1);

    /// <summary>From 1 on.</summary>
    public static readonly RealDomain AtLeastOne = new(50989, "from 1 on", static x => x >= 1);

    /// <summary>From 0 on.</summary>
    public static readonly RealDomain NotNegative = new(28714, "from 0 on", static x => x >= 0);

    /// <summary>Above 0.</summary>
    public static RealDomain Positive(int code) => new(code, "above 0", static x => x > 0);
}

namespace WireSP.Expressions.Runs;

/// <summary>What a <see cref="RunInput"/> is for, and so which values it may have.</summary>
public enum RunInputKind
{
    /// <summary>An event time: a date.</summary>
    Time,

    /// <summary>A key: a number without decimals, a text, a date, null or missing.</summary>
    Key,

    /// <summary>A number that is added up or compared, or nothing at all.</summary>
    Number,

    /// <summary>Whether something is true: 1 or 0.</summary>
    Condition,
}

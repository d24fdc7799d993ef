namespace WireSP.Expressions.Transforms;

/// <summary>What became of a document that was redacted.</summary>
public enum RedactionOutcome
{
    /// <summary>It stays as it is; nothing was written.</summary>
    Kept,

    /// <summary>It is cut out whole; nothing was written.</summary>
    Pruned,

    /// <summary>What is left of it was written.</summary>
    Written,
}

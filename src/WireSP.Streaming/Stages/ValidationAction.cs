namespace WireSP.Streaming.Stages;

/// <summary>What becomes of a document that <c>$validate</c> finds invalid.</summary>
internal enum ValidationAction
{
    /// <summary>It is dropped, and counted in the log.</summary>
    Discard,

    /// <summary>It becomes a dead letter.</summary>
    DeadLetter,

    /// <summary>The processor fails.</summary>
    Error,
}

namespace WireSP.TestKit.Streaming.Checkpoints;

/// <summary>What happens to the commit of a transaction.</summary>
internal enum CommitFault
{
    /// <summary>It succeeds and is acknowledged.</summary>
    None,

    /// <summary>It is lost on the way.</summary>
    BeforeCommit,

    /// <summary>It succeeds, and its acknowledgement is lost.</summary>
    AfterCommit,
}

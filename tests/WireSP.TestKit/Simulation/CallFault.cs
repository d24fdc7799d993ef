namespace WireSP.TestKit.Simulation;

/// <summary>What becomes of a call to the outside.</summary>
internal enum CallFault
{
    /// <summary>It takes effect once, and the caller learns of it.</summary>
    None,

    /// <summary>It takes no effect.</summary>
    RequestLost,

    /// <summary>It takes effect, and the caller never learns of it.</summary>
    ReplyLost,

    /// <summary>It takes effect twice.</summary>
    RequestRepeated,
}

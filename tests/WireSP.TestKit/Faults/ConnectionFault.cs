namespace WireSP.TestKit.Faults;

/// <summary>What happens to a connection through a <see cref="FaultProxy"/>, in one of its directions.</summary>
internal enum ConnectionFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Both sides are told that the connection ends.</summary>
    Cut,

    /// <summary>Both sides see the connection torn down.</summary>
    Reset,

    /// <summary>The receiving side is told that no more comes; the other direction goes on.</summary>
    HalfClose,

    /// <summary>Nothing more arrives, and nobody is told.</summary>
    Silence,
}

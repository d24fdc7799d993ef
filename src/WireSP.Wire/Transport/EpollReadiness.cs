namespace WireSP.Wire.Transport;

/// <summary>What Linux tells about a socket, as bits of an epoll event.</summary>
[Flags]
internal enum EpollReadiness : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Bytes have arrived.</summary>
    Input = 0x1,

    /// <summary>There is room for bytes to send.</summary>
    Output = 0x4,

    /// <summary>The connection is broken.</summary>
    Error = 0x8,

    /// <summary>Both directions are closed.</summary>
    Closed = 0x10,

    /// <summary>The other side sends no more.</summary>
    PeerClosed = 0x2000,

    /// <summary>Changes are told, not states.</summary>
    EdgeTriggered = 0x8000_0000,

    /// <summary>All that a connection wants to know.</summary>
    All = Input | Output | PeerClosed,

    /// <summary>What a reader has to look at.</summary>
    Readable = Input | Error | Closed | PeerClosed,

    /// <summary>What a writer has to look at.</summary>
    Writable = Output | Error | Closed,

    /// <summary>The client is leaving.</summary>
    Leaving = Error | Closed | PeerClosed,
}

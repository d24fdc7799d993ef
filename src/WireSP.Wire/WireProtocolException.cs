using WireSP.Wire.Commands;

namespace WireSP.Wire;

/// <summary>
/// The bytes of a connection cannot be understood or break a rule of the protocol; the connection is closed, after an
/// error reply when there is a code and the request can be answered.
/// </summary>
public sealed class WireProtocolException : Exception
{
    /// <summary>Closes the connection without a reply.</summary>
    public WireProtocolException(string message)
        : base(message)
    {
    }

    /// <summary>Closes the connection after an error reply.</summary>
    public WireProtocolException(ErrorCode code, string message)
        : base(message) => Code = code;

    /// <summary>The code of the last reply; null when the request cannot be answered.</summary>
    public ErrorCode? Code { get; }
}

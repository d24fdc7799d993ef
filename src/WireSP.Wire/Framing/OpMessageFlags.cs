namespace WireSP.Wire.Framing;

/// <summary>Flag bits of OP_MSG. The lower 16 must be understood, the upper 16 may be ignored.</summary>
[Flags]
internal enum OpMessageFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>The message ends with a CRC-32C.</summary>
    ChecksumPresent = 1 << 0,

    /// <summary>From a client: send no reply. From the server: further replies follow without a request.</summary>
    MoreToCome = 1 << 1,

    /// <summary>The client takes several replies to one request.</summary>
    ExhaustAllowed = 1 << 16,
}

namespace WireSP.Wire.Framing;

/// <summary>The kinds of message that are understood; all others close the connection.</summary>
internal enum OpCode
{
    /// <summary>Answer to <see cref="Query"/>.</summary>
    Reply = 1,

    /// <summary>The old way to say hello.</summary>
    Query = 2004,

    /// <summary>Another message, compressed.</summary>
    Compressed = 2012,

    /// <summary>Everything else, both ways.</summary>
    Message = 2013,
}

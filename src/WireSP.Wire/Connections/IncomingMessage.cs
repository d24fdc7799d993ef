using WireSP.Wire.Compression;

namespace WireSP.Wire.Connections;

/// <summary>A request as its reply has to know it.</summary>
/// <param name="Message">The whole message, uncompressed.</param>
/// <param name="ResponseTo">What the reply answers: the request, or the reply before it in an exhaust stream.</param>
internal readonly record struct IncomingMessage(ArraySegment<byte> Message, int ResponseTo)
{
    /// <summary>Whether it came as OP_QUERY and is answered as OP_REPLY.</summary>
    public bool IsQuery { get; init; }

    /// <summary>Whether the client wants no reply, not even an error.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The compressor that the request came with; null when it was not compressed.</summary>
    public ICompressor? Compressor { get; init; }
}

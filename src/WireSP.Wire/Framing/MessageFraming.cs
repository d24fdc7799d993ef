using System.Buffers;

namespace WireSP.Wire.Framing;

/// <summary>
/// Cuts a stream of bytes into messages. Pure; nothing is allocated from a length that a client claims.
/// </summary>
internal static class MessageFraming
{
    /// <summary>Takes the next message off the input; false until it is whole.</summary>
    /// <param name="input">What has arrived; moves behind the message.</param>
    /// <param name="sizeBytesMax">Largest message allowed at this time.</param>
    /// <param name="header">The message's header.</param>
    /// <param name="message">The whole message, header included.</param>
    /// <exception cref="WireProtocolException">The claimed length is impossible or over the limit.</exception>
    public static bool TryRead(
        ref ReadOnlySequence<byte> input,
        int sizeBytesMax,
        out MessageHeader header,
        out ReadOnlySequence<byte> message)
    {
        message = default;
        if (!MessageHeader.TryRead(input, out header))
        {
            return false;
        }

        // Checked as soon as the header is there, so that no byte of an impossible message is waited for.
        if (header.Length < WireLimits.HeaderSizeBytes)
        {
            throw new WireProtocolException($"message length {header.Length} is less than a header");
        }

        if (header.Length > sizeBytesMax)
        {
            throw new WireProtocolException($"message length {header.Length} is over the limit of {sizeBytesMax}");
        }

        if (input.Length < header.Length)
        {
            return false;
        }

        message = input.Slice(0, header.Length);
        input = input.Slice(header.Length);
        return true;
    }
}

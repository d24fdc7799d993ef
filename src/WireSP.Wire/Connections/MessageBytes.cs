using System.Buffers;
using System.Runtime.InteropServices;

namespace WireSP.Wire.Connections;

/// <summary>
/// A whole message in one piece: where it was received when it lies there in one piece, else in a rented copy. The
/// slice ends where the message ends, since a rented array is longer and holds the bytes of others.
/// </summary>
internal readonly struct MessageBytes : IDisposable
{
    private readonly byte[]? _rented;

    private MessageBytes(ArraySegment<byte> segment, byte[]? rented)
    {
        Segment = segment;
        _rented = rented;
    }

    /// <summary>The message.</summary>
    public ArraySegment<byte> Segment { get; }

    /// <summary>Takes a message that has arrived whole.</summary>
    public static MessageBytes From(in ReadOnlySequence<byte> message)
    {
        if (message.IsSingleSegment && MemoryMarshal.TryGetArray(message.First, out var segment))
        {
            return new MessageBytes(segment, rented: null);
        }

        var bytes = Rent((int)message.Length);
        message.CopyTo(bytes.Segment);
        return bytes;
    }

    /// <summary>
    /// Room for a message; its bytes are those of whoever had the array before, until they are written.
    /// </summary>
    public static MessageBytes Rent(int length)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        return new MessageBytes(new ArraySegment<byte>(rented, 0, length), rented);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}

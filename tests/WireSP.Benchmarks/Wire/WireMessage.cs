using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using WireSP.Bson;

namespace WireSP.Benchmarks.Wire;

/// <summary>Requests as bytes, and the length of what a server replies.</summary>
internal static class WireMessage
{
    private const int OpMsg = 2013;

    /// <summary>A command as an OP_MSG message.</summary>
    public static byte[] Of(string json)
    {
        var body = ExtendedJson.Parse(json).Span;
        var message = new byte[16 + 4 + 1 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), 1);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), OpMsg);
        body.CopyTo(message.AsSpan(21));
        return message;
    }

    /// <summary>Asks once.</summary>
    /// <returns>Bytes of the reply.</returns>
    public static int ReplyLength(int port, byte[] message)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
        _ = socket.Send(message);
        var reply = new byte[64 * 1024];
        var filled = 0;
        while (filled < 4 || filled < BinaryPrimitives.ReadInt32LittleEndian(reply))
        {
            filled += socket.Receive(reply, filled, reply.Length - filled, SocketFlags.None);
        }

        return filled;
    }
}

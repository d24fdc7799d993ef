using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WireSP.Wire.Transport;

/// <summary>The layout of <c>struct epoll_event</c>: packed on x64, aligned elsewhere.</summary>
/// <remarks>
/// <code>
/// x64:   | events 4 | data 8 |
/// arm64: | events 4 | unused 4 | data 8 |
/// </code>
/// </remarks>
internal static class EpollEvent
{
    private static readonly int TokenOffset =
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? sizeof(uint) : sizeof(ulong);

    /// <summary>Bytes of one.</summary>
    public static readonly int Size = TokenOffset + sizeof(long);

    /// <summary>Writes one.</summary>
    public static unsafe void Write(byte* entry, EpollReadiness readiness, long token)
    {
        var bytes = new Span<byte>(entry, Size);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)readiness);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[TokenOffset..], token);
    }

    /// <summary>Reads one.</summary>
    public static EpollReadiness Read(ReadOnlySpan<byte> entry, out long token)
    {
        token = BinaryPrimitives.ReadInt64LittleEndian(entry[TokenOffset..]);
        return (EpollReadiness)BinaryPrimitives.ReadUInt32LittleEndian(entry);
    }
}

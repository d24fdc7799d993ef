using System.Runtime.InteropServices;

namespace WireSP.Wire.Transport;

/// <summary>The calls of Linux that wait for many sockets and move bytes without waiting.</summary>
internal static partial class Epoll
{
    private const string Library = "libc";
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Delete = 2;
    private const int NoSignal = 0x4000;
    private const int Interrupted = 4;
    private const int WouldBlock = 11;

    /// <summary>Whether the system has these calls.</summary>
    public static bool IsAvailable { get; } = OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Creates a set of sockets to wait for.</summary>
    /// <exception cref="IOException">The system gives none.</exception>
    public static int Create()
    {
        var set = epoll_create1(CloseOnExec);
        return set >= 0 ? set : throw Failure("epoll_create1");
    }

    /// <summary>Takes a socket into a set, for every change of whether it can be read or written.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static unsafe void Register(int set, int socket, long token)
    {
        var entry = stackalloc byte[EpollEvent.Size];
        EpollEvent.Write(entry, EpollReadiness.EdgeTriggered | EpollReadiness.All, token);
        if (epoll_ctl(set, Add, socket, entry) != 0)
        {
            throw Failure("epoll_ctl");
        }
    }

    /// <summary>Takes a socket out of a set; one that is closed already has left by itself.</summary>
    public static unsafe void Unregister(int set, int socket)
    {
        var unused = stackalloc byte[EpollEvent.Size];
        _ = epoll_ctl(set, Delete, socket, unused);
    }

    /// <summary>Waits until a socket of the set has changed.</summary>
    /// <param name="set">The set.</param>
    /// <param name="events">Room for as many events as are wanted at once.</param>
    /// <param name="isWaiting">False to look only.</param>
    /// <returns>Events that were written; 0 when a signal ended the wait.</returns>
    /// <exception cref="IOException">The set is not one.</exception>
    public static unsafe int Wait(int set, Span<byte> events, bool isWaiting)
    {
        fixed (byte* first = events)
        {
            var count = epoll_wait(set, first, events.Length / EpollEvent.Size, isWaiting ? -1 : 0);
            if (count >= 0)
            {
                return count;
            }

            return Marshal.GetLastPInvokeError() == Interrupted ? 0 : throw Failure("epoll_wait");
        }
    }

    /// <summary>Takes bytes that have arrived.</summary>
    /// <returns>Bytes taken; 0 at the end of the stream; -1 when none are there.</returns>
    /// <exception cref="IOException">The connection is broken.</exception>
    public static unsafe int Receive(int socket, Span<byte> buffer)
    {
        fixed (byte* first = buffer)
        {
            var count = recv(socket, first, buffer.Length, 0);
            if (count < 0)
            {
                count = recv_again(socket, first, buffer.Length, 0);
            }

            return count >= 0 || MayTryAgain() ? (int)count : throw Failure("recv");
        }
    }

    /// <summary>Hands bytes to the system.</summary>
    /// <returns>Bytes that were taken; -1 when there is no room for any.</returns>
    /// <exception cref="IOException">The connection is broken.</exception>
    public static unsafe int Send(int socket, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            var count = send(socket, first, bytes.Length, NoSignal);
            if (count < 0)
            {
                count = send_again(socket, first, bytes.Length, NoSignal);
            }

            return count >= 0 || MayTryAgain() ? (int)count : throw Failure("send");
        }
    }

    private static bool MayTryAgain() => Marshal.GetLastPInvokeError() is WouldBlock or Interrupted;

    private static IOException Failure(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

#pragma warning disable IDE1006 // The names are those of the system.
    [LibraryImport(Library, SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport(Library, SetLastError = true)]
    private static unsafe partial int epoll_ctl(int set, int operation, int socket, byte* entry);

    [LibraryImport(Library, SetLastError = true)]
    private static unsafe partial int epoll_wait(int set, byte* events, int eventsMax, int timeoutMs);

    // To keep the error of a call takes two more calls, so only a call that failed is made again with it kept.
    [LibraryImport(Library)]
    private static unsafe partial nint recv(int socket, byte* buffer, nint length, int flags);

    [LibraryImport(Library)]
    private static unsafe partial nint send(int socket, byte* buffer, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true)]
    private static unsafe partial nint recv_again(int socket, byte* buffer, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    private static unsafe partial nint send_again(int socket, byte* buffer, nint length, int flags);
#pragma warning restore IDE1006
}

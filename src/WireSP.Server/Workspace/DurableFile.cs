using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WireSP.Server.Workspace;

/// <summary>
/// Brings files to the disk by the system's own call, because the library's hides when that fails. A file whose sync
/// failed is lost: what the system still shows of it may not be on the disk, and a second sync would not say so.
/// </summary>
internal static partial class DurableFile
{
    /// <summary>Brings a file's bytes to the disk.</summary>
    /// <exception cref="IOException">The system says that it did not.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows() ? !FlushFileBuffers(file) : FSync(file) != 0)
        {
            throw new IOException($"sync failed: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
    }

    /// <summary>
    /// Lets the disk begin with what was written, where the system can be asked to; only <see cref="Sync"/> makes it
    /// durable, and says when that failed.
    /// </summary>
    public static void Begin(SafeFileHandle file, long offset, long length)
    {
        const uint WriteWithoutWaiting = 2;
        if (OperatingSystem.IsLinux())
        {
            _ = SyncFileRange(file, offset, length, WriteWithoutWaiting);
        }
    }

    /// <summary>Brings the names of a folder's files to the disk.</summary>
    /// <exception cref="IOException">The system says that it did not.</exception>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // It has no such call, and brings names to the disk with the files.
            return;
        }

        using var folder = new SafeFileHandle(Open(path, 0), ownsHandle: true);
        if (folder.IsInvalid)
        {
            throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }

        Sync(folder);
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle file);
}

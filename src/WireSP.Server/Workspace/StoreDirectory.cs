using WireSP.Server.Configuration;

namespace WireSP.Server.Workspace;

/// <summary>
/// The directory that a server keeps its store in, held for this process alone by a lock that the system drops when the
/// process ends, however it ends.
/// </summary>
internal sealed class StoreDirectory : IDisposable
{
    private readonly FileStream _lock;

    private StoreDirectory(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>Full path of the directory.</summary>
    public string Path { get; }

    /// <summary>The store's file.</summary>
    public string StoreFile => System.IO.Path.Combine(Path, "workspace.db");

    /// <summary>Creates the directory when it is missing, and locks it.</summary>
    /// <exception cref="StartException">It cannot be created or written, or another process holds it.</exception>
    public static StoreDirectory Open(string path)
    {
        try
        {
            CreateForOwner(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"data directory {path} cannot be created: {exception.Message}; choose another with --data", exception);
        }

        var lockFile = System.IO.Path.Combine(path, "lock");
        try
        {
            return new StoreDirectory(
                path,
                new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartException(
                $"data directory {path} is not writable: {exception.Message}; choose another with --data", exception);
        }
        catch (IOException exception)
        {
            var cause = IsHeldByAnother(exception)
                ? "is in use by another process; stop that server"
                : $"is not writable: {exception.Message}; make it so";
            throw new StartException($"data directory {path} {cause} or choose another with --data", exception);
        }
    }

    /// <summary>Lets the directory go.</summary>
    public void Dispose() => _lock.Dispose();

    private static void CreateForOwner(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // Connections made at run time may hold passwords, so nobody else may read here.
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // EWOULDBLOCK of flock on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeldByAnother(IOException exception) =>
        exception.HResult is 11 or 35 || (exception.HResult & 0xFFFF) == 32;
}

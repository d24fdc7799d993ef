using System.Globalization;

namespace WireSP.TestKit.Clients;

/// <summary>
/// A disk of its own with little room, in memory. Needs the right to mount; where that is missing there is none.
/// </summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private SmallDisk(TemporaryFolder folder) => _folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string FullPath => _folder.FullPath;

    /// <summary>Mounts a disk; null when this system or user cannot.</summary>
    public static async Task<SmallDisk?> TryMountAsync(int megabytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var folder = new TemporaryFolder();
        var mounted = await ClientProgram.RunAsync(
            "mount", ["-t", "tmpfs", "-o", Size(megabytes), "tmpfs", folder.FullPath]);
        if (mounted.ExitStatus == 0)
        {
            return new SmallDisk(folder);
        }

        folder.Dispose();
        return null;
    }

    /// <summary>Makes it larger or smaller, or lets nothing be written any more.</summary>
    public async Task RemountAsync(int megabytes, bool isReadOnly = false)
    {
        var options = $"remount,{Size(megabytes)},{(isReadOnly ? "ro" : "rw")}";
        var remounted = await ClientProgram.RunAsync("mount", ["-o", options, FullPath]);
        Xunit.Assert.Equal(0, remounted.ExitStatus);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ = await ClientProgram.RunAsync("umount", ["-l", FullPath]);
        _folder.Dispose();
    }

    private static string Size(int megabytes) => string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
}

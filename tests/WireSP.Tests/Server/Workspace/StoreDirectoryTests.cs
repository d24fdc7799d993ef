using WireSP.Server.Configuration;
using WireSP.Server.Workspace;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Server.Workspace;

public sealed class StoreDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_directory_is_made_for_its_owner_alone()
    {
        using var directory = StoreDirectory.Open(Path.Combine(_folder.FullPath, "a", "b"));

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(directory.Path));
    }

    [Fact]
    public void A_directory_that_is_held_is_refused_until_it_is_let_go()
    {
        using (StoreDirectory.Open(_folder.FullPath))
        {
            var error = Assert.Throws<StartException>(() => StoreDirectory.Open(_folder.FullPath));
            Assert.Equal(
                $"data directory {_folder.FullPath} is in use by another process; stop that server "
                + "or choose another with --data",
                error.Message);
        }

        StoreDirectory.Open(_folder.FullPath).Dispose();
    }

    [Fact]
    public void A_file_in_its_place_is_named()
    {
        var path = _folder.Write("taken", "");

        var error = Assert.Throws<StartException>(() => StoreDirectory.Open(path));

        Assert.StartsWith($"data directory {path} cannot be created", error.Message, StringComparison.Ordinal);
    }
}

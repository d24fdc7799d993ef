using WireSP.Server.Cli;
using WireSP.Server.Configuration;
using WireSP.Server.Hosting;
using WireSP.TestKit.Clients;
using WireSP.Wire.Authentication;

namespace WireSP.Tests.Server.Cli;

public sealed class UserFileTests : IDisposable
{
    private static readonly UserCredentials Ada = UserCredentials.FromPassword("ada", "pencil", ["readAnyDatabase"]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_user_that_was_written_can_log_in_and_the_password_is_nowhere()
    {
        var path = Path.Combine(_folder.FullPath, "wiresp.json");

        UserFile.Add(path, Ada);

        Assert.DoesNotContain("pencil", File.ReadAllText(path), StringComparison.Ordinal);
        var settings = SettingsReader.Read(path, new Dictionary<string, string?>());
        Assert.True(UserCatalog.Create(settings.Users).TryFind("admin", "ada", out var user));
        Assert.Equal(["readAnyDatabase"], user.Roles);
        Assert.Equal(Ada.Scram.Select(item => item.ToText()), user.Scram.Select(item => item.ToText()));
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void The_rest_of_the_file_stays()
    {
        var path = _folder.Write("wiresp.json", """{ "Listen": "127.0.0.1:1111", /* why */ "Users": [], }""");

        UserFile.Add(path, Ada);

        Assert.Equal(1111, SettingsReader.Read(path, new Dictionary<string, string?>()).Listen.Port);
    }

    [Fact]
    public void A_user_is_added_once()
    {
        var path = Path.Combine(_folder.FullPath, "wiresp.json");
        UserFile.Add(path, Ada);

        var error = Assert.Throws<StartException>(() => UserFile.Add(path, Ada));

        Assert.Contains("user 'ada' is in", error.Message, StringComparison.Ordinal);
    }
}

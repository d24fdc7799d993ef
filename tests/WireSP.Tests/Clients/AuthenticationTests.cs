using WireSP.TestKit.Clients;

namespace WireSP.Tests.Clients;

[Collection(RealClients.Name)]
public sealed class AuthenticationTests : IAsyncLifetime
{
    private const string Users =
        """
        { "Users": [ { "Name": "ada", "Password": "correct horse", "Roles": ["readWriteAnyDatabase"] },
                     { "Name": "bob", "Password": "staple", "Roles": ["readAnyDatabase"] } ] }
        """;

    private readonly TemporaryFolder _folder = new();
    private WorkspaceProcess _server = null!;

    public async Task InitializeAsync() => _server = await WorkspaceProcess.StartAsync(_folder.FullPath, Users);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-1")]
    public async Task A_user_with_the_right_password_may_work(string mechanism)
    {
        var result = await Mongosh.EvaluateAsync(
            _server.Uri, "sp.listStreamProcessors()",
            "-u", "ada", "-p", "correct horse", "--authenticationMechanism", mechanism);

        Assert.Equal("[]", result.Succeeded().Output.Trim());
    }

    [Fact]
    public async Task A_wrong_password_fails_the_login()
    {
        var result = await Mongosh.EvaluateAsync(_server.Uri, "1", "-u", "ada", "-p", "wrong");

        Assert.NotEqual(0, result.ExitStatus);
        Assert.Contains("Authentication failed.", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_login_commands_are_refused()
    {
        var result = await Mongosh.EvaluateAsync(_server.Uri, "sp.listStreamProcessors()");

        Assert.Equal(1, result.ExitStatus);
        Assert.Contains("requires authentication", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_may_look_and_not_create()
    {
        var result = await Mongosh.EvaluateAsync(
            _server.Uri, "sp.listStreamProcessors(); sp.createStreamProcessor('p', [])", "-u", "bob", "-p", "staple");

        Assert.Equal(1, result.ExitStatus);
        Assert.Contains("not authorized", result.Output + result.Error, StringComparison.Ordinal);
    }
}

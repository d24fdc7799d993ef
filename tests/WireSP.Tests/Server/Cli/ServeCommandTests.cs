using System.Net;
using System.Net.Sockets;
using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Kills;

namespace WireSP.Tests.Server.Cli;

public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_where_it_listens_and_ends_cleanly_when_asked_to()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);

        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(server.Address));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task It_refuses_JavaScript_when_it_is_told_to()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath, """{ "NoScripting": true }""");
        using var client = await ServerClient.ConnectAsync(server);

        var reply = await client.MustAsync(
            "admin",
            """
            { "validateStreamProcessor": "x", "pipeline": [
                { "$source": { "documents": [{ "n": 1 }] } },
                { "$set": { "m": { "$function": { "body": "n => n", "args": ["$n"], "lang": "js" } } } }] }
            """);

        Assert.Contains("is refused (--noscripting)", ExtendedJson.Format(reply.Document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_names_the_nearest_one()
    {
        var result = await ServerProgram.RunAsync("serve", "--lisen", "127.0.0.1:0");

        AssertRefused(result, "'--lisen'", "Did you mean '--listen'?");
    }

    [Fact]
    public async Task An_unknown_configuration_key_names_the_nearest_one()
    {
        var file = _folder.Write("wiresp.json", """{ "Conections": [] }""");

        AssertRefused(await ServeAsync("--config", file), "'Conections'", "Did you mean 'Connections'?");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        AssertRefused(
            await ServeAsync("--listen", taken.LocalEndpoint.ToString()!),
            $"cannot listen on {taken.LocalEndpoint}",
            "choose another address with --listen");
    }

    [Fact]
    public async Task A_taken_port_of_health_and_metrics_is_told_apart()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        AssertRefused(
            await ServeAsync("--http", taken.LocalEndpoint.ToString()!),
            $"cannot listen on {taken.LocalEndpoint}",
            "choose another address with --http");
    }

    [Fact]
    public async Task A_data_directory_in_use_is_refused()
    {
        using var held = StoreDirectory.Open(Path.Combine(_folder.FullPath, "store"));

        AssertRefused(await ServeAsync(), $"data directory {held.Path} is in use", "--data");
    }

    [Fact]
    public async Task A_connection_that_its_connector_refuses_is_named()
    {
        var file = _folder.Write("wiresp.json", """{ "Connections": [ { "name": "x", "type": "Sampel" } ] }""");

        AssertRefused(
            await ServeAsync("--config", file), "connection 'x': unknown type 'Sampel'. Did you mean 'Sample'?");
    }

    [Fact]
    public async Task A_certificate_that_is_missing_is_named()
    {
        var file = _folder.Write("wiresp.json", """{ "Tls": { "CertificateFile": "missing.pem" } }""");

        AssertRefused(await ServeAsync("--config", file), "the certificate missing.pem cannot be used");
    }

    private Task<ProgramResult> ServeAsync(params string[] options) => ServerProgram.RunAsync(
        ["serve", "--data", Path.Combine(_folder.FullPath, "store"), .. Default("--listen", "127.0.0.1:0", options),
            .. Default("--http", "off", options), .. options]);

    private static string[] Default(string option, string value, string[] given) =>
        given.Contains(option) ? [] : [option, value];

    private static void AssertRefused(ProgramResult result, params string[] texts)
    {
        Assert.NotEqual(0, result.ExitStatus);
        Assert.Equal("", result.Output);
        var line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("wiresp: ", line, StringComparison.Ordinal);
        Assert.All(texts, text => Assert.Contains(text, line, StringComparison.Ordinal));
    }
}

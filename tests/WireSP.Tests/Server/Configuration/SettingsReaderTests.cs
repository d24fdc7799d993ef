using System.Net;
using WireSP.Bson;
using WireSP.Server.Configuration;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Server.Configuration;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_file_the_defaults_are_those_of_a_laptop()
    {
        var settings = SettingsReader.Read(null, new Dictionary<string, string?>());

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 27017), settings.Listen);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 27080), settings.Http);
        Assert.Equal("wiresp", Path.GetFileName(settings.DataDirectory));
        Assert.Equal(("local", "SP10", "SP50"), Names(settings));
        Assert.Empty(settings.Users);
        Assert.Empty(settings.Connections);
        Assert.False(settings.LogsJson);
    }

    [Fact]
    public void A_whole_file_is_read_with_the_types_that_it_has()
    {
        var settings = Read("""
            {
              // What an operator would write.
              "Listen": "127.0.0.1:0", "Http": "off", "LogFormat": "json",
              "Limits": { "ConnectionsPerAddress": 12 },
              "Workspace": { "Name": "orders", "DefaultTier": "SP5", "MaxTier": "SP30" },
              "Connections": [
                { "name": "kafka1", "type": "Kafka", "bootstrapServers": "127.0.0.1:9092",
                  "rate": 7, "idempotent": true,
                  "config": { "auto.offset.reset": "earliest", "queued.max": "12" }, "topics": ["a", "b"] },
              ]
            }
            """);

        Assert.Null(settings.Http);
        Assert.True(settings.LogsJson);
        Assert.Equal(new LimitSettings(2000, 12), settings.Limits);
        Assert.Equal(("orders", "SP5", "SP30"), Names(settings));
        var connection = Assert.Single(settings.Connections);
        Assert.Equal(("kafka1", "Kafka"), (connection.Name, connection.Type));
        Assert.Equal(7, connection.Options["rate"].AsInt32);
        Assert.True(connection.Options["idempotent"].AsBoolean);
        Assert.Equal("earliest", connection.Options["config"].AsDocument["auto.offset.reset"].AsString);
        Assert.Equal(BsonType.String, connection.Options["config"].AsDocument["queued.max"].Type);
        Assert.Equal("b", connection.Options["topics"].AsArray[1].AsString);
    }

    [Fact]
    public void The_command_line_wins_over_the_file()
    {
        var file = _folder.Write("wiresp.json", """{ "Listen": "127.0.0.1:1111", "Http": "127.0.0.1:2222" }""");

        var settings = SettingsReader.Read(file, new Dictionary<string, string?> { ["Listen"] = "127.0.0.1:3333" });

        Assert.Equal(3333, settings.Listen.Port);
        Assert.Equal(2222, settings.Http!.Port);
    }

    [Theory]
    [InlineData("""{ "Lisen": "x" }""", "unknown configuration key 'Lisen'. Did you mean 'Listen'?")]
    [InlineData(
        """{ "Workspace": { "Nam": "x" } }""", "unknown configuration key 'Workspace:Nam'. Did you mean 'Name'?")]
    [InlineData(
        """{ "Users": [ { "Name": "a", "Pasword": "b" } ] }""",
        "unknown configuration key 'Users:0:Pasword'. Did you mean 'Password'?")]
    [InlineData("""{ "Users": { "Name": "a" } }""", "configuration key 'Users' must be an array of users")]
    [InlineData("""{ "Listen": "27017" }""", "Listen: '27017' is not an address and port")]
    [InlineData("""{ "LogFormat": "xml" }""", "LogFormat: 'xml' is not a log format; write text or json")]
    [InlineData("""{ "Insecure": "maybe" }""", "Insecure: 'maybe' is neither true nor false")]
    [InlineData("""{ "Limits": { "Connections": 0 } }""", "Limits:Connections: '0' is not a number of at least 1")]
    [InlineData(
        """{ "Limits": { "ConnectionPerAddress": 1 } }""",
        "unknown configuration key 'Limits:ConnectionPerAddress'. Did you mean 'ConnectionsPerAddress'?")]
    [InlineData(
        """{ "Workspace": { "MaxTier": "SP7" } }""", "unknown tier 'SP7'; known tiers: SP2, SP5, SP10, SP30, SP50")]
    [InlineData(
        """{ "Workspace": { "DefaultTier": "SP30", "MaxTier": "SP5" } }""",
        "Workspace:DefaultTier: SP30 is larger than MaxTier SP5")]
    [InlineData("""{ "Users": [ { "Password": "b" } ] }""", "Users:0: a user needs a Name")]
    [InlineData("""{ "Users": [ { "Name": "a" } ] }""", "user 'a' needs either a Password or Credentials")]
    [InlineData(
        """{ "Users": [ { "Name": "a", "Password": "b", "Roles": ["admin"] } ] }""",
        "unknown role 'admin'; known roles: atlasAdmin, readAnyDatabase, readWriteAnyDatabase")]
    [InlineData(
        """{ "Users": [ { "Name": "a", "Password": "b" }, { "Name": "a", "Password": "c" } ] }""",
        "Users: the name 'a' is used twice")]
    [InlineData("""{ "Connections": [ { "type": "Kafka" } ] }""", "a connection needs a 'name' that is a string")]
    [InlineData(
        """{ "Connections": [ { "name": "a/b", "type": "Kafka" } ] }""", "a connection name has 1 to 128 letters")]
    [InlineData("""{ "Tls": { "KeyFile": "x" } }""", "Tls: needs a CertificateFile")]
    [InlineData("[1]", "must hold a JSON object")]
    [InlineData("{", "is not JSON")]
    public void What_is_wrong_is_said_in_one_line(string file, string expected)
    {
        var error = Assert.Throws<StartException>(() => Read(file));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(_folder.FullPath, "nothing.json");

        var error = Assert.Throws<StartException>(() => SettingsReader.Read(path, new Dictionary<string, string?>()));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_server_on_an_open_address_is_refused_unless_it_is_meant()
    {
        var error = Assert.Throws<StartException>(() => Read("""{ "Listen": "0.0.0.0:27017" }"""));
        Assert.Contains("no users are configured", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<StartException>(
            () => Read("""{ "Listen": "*:27017", "Users": [ { "Name": "a", "Password": "b" } ] }"""));
        Assert.Contains("no TLS are configured", error.Message, StringComparison.Ordinal);

        Assert.Equal(IPAddress.Any, Read("""{ "Listen": "*:27017", "Insecure": true }""").Listen.Address);
    }

    [Fact]
    public void A_plain_password_warns_and_is_not_repeated()
    {
        var settings = Read("""{ "Users": [ { "Name": "ada", "Password": "hunter2" } ] }""");

        var warning = Assert.Single(settings.Warnings);
        Assert.Contains("user 'ada'", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", warning + settings.Users[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_a_file_is_resolved_without_its_line_end()
    {
        var secret = _folder.Write("password", "hunter2\n");
        var file = $$$"""
            { "Users": [ { "Name": "ada", "Password": { "$secret": "file:{{{secret}}}" } } ],
              "Connections": [ { "name": "k", "type": "Kafka",
                "authentication": { "password": { "$secret": "file:{{{secret}}}" } } } ] }
            """;

        var settings = Read(file);

        Assert.Equal("hunter2", settings.Users[0].Password);
        Assert.Empty(settings.Warnings);
        Assert.Equal("hunter2", settings.Connections[0].Options["authentication"].AsDocument["password"].AsString);
    }

    [Theory]
    [InlineData("env:WIRESP_TEST_NOT_SET", "the environment variable is not set")]
    [InlineData("file:/nonexistent/secret", "the file cannot be read")]
    [InlineData("vault:x", "expected 'env:NAME' or 'file:PATH'")]
    public void A_secret_that_is_not_there_is_named_by_its_reference(string reference, string expected)
    {
        var error = Assert.Throws<StartException>(() => Read(
            $$"""{ "Users": [ { "Name": "ada", "Password": { "$secret": "{{reference}}" } } ] }"""));

        Assert.Contains($"secret '{reference}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private ServerSettings Read(string file) =>
        SettingsReader.Read(_folder.Write("wiresp.json", file), new Dictionary<string, string?>());

    private static (string, string, string) Names(ServerSettings settings) =>
        (settings.Workspace.Name, settings.Workspace.DefaultTier.Name, settings.Workspace.MaxTier.Name);
}

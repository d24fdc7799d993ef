using WireSP.Wire;
using WireSP.Wire.Authentication;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Wire;

/// <summary>
/// A server with the users <c>admin</c>, <c>reader</c> and <c>second</c>, and the client's side of a login.
/// </summary>
public static class TestUsers
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "pencil";

    // Derived once: thousands of rounds per user would make every test slow.
    private static readonly UserCredentials Admin =
        UserCredentials.FromPassword("admin", Password, [Privileges.AtlasAdmin]);

    private static readonly UserCredentials Reader =
        UserCredentials.FromPassword("reader", Password, [Privileges.ReadAnyDatabase]);

    private static readonly UserCredentials Second =
        UserCredentials.FromPassword("second", Password, [Privileges.ReadWriteAnyDatabase]);

    /// <summary>A store with these users.</summary>
    public static UserStore Store() => new(Admin, Reader, Second);

    /// <summary>A server that requires authentication.</summary>
    public static TestServer Server(params IEnumerable<CommandRegistration> commands) =>
        new(new WireServerOptions { Users = Store() }, commands);

    /// <summary>Logs in with SCRAM-SHA-256.</summary>
    /// <exception cref="InvalidOperationException">The server refused.</exception>
    public static async Task LogInAsync(TestClient client, string user)
    {
        var reply = await TryLogInAsync(client, user, Password);
        if (!reply.IsOk || !reply["done"].AsBoolean)
        {
            throw new InvalidOperationException($"the server refused the login: {reply.Message}");
        }
    }

    /// <summary>Logs in and returns the last reply, good or bad.</summary>
    public static async Task<TestReply> TryLogInAsync(
        TestClient client, string user, string password, string mechanism = "SCRAM-SHA-256", string database = "admin")
    {
        ArgumentNullException.ThrowIfNull(client);
        var scram = new TestScram(mechanism, user, password);
        var started = await client.RunAsync(scram.Start(database));
        return started.IsOk ? await client.RunAsync(scram.Continue(started.Document, database)) : started;
    }
}

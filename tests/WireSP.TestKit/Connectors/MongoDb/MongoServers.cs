using WireSP.TestKit.Clients;
using Xunit;

namespace WireSP.TestKit.Connectors.MongoDb;

/// <summary>
/// What tests reach over TCP by the C driver: a second server process, and the replica set that the environment
/// variable <c>WIRESP_TEST_MONGODB</c> names, if it does. A fixture of a test class.
/// </summary>
public sealed class MongoServers : IAsyncLifetime, IDisposable
{
    /// <summary>Holds the connection string of a replica set that tests may write to.</summary>
    public const string EnvironmentVariable = "WIRESP_TEST_MONGODB";

    private readonly TemporaryFolder _folder = new();
    private WorkspaceProcess _server = null!;

    /// <summary>The connection string of the real cluster; null when there is none.</summary>
    public static string? ClusterUri => Environment.GetEnvironmentVariable(EnvironmentVariable);

    /// <summary>For theories that run against everything there is: whether it is the real cluster.</summary>
    public static TheoryData<bool> All => ClusterUri is null ? [false] : [false, true];

    /// <summary>Connection string of the second server.</summary>
    public string Uri => _server.Uri;

    /// <summary>Collections in a database of their own.</summary>
    public MongoTarget Open(bool isCluster) => new(isCluster ? ClusterUri! : Uri);

    /// <inheritdoc/>
    public async Task InitializeAsync() => _server = await WorkspaceProcess.StartAsync(_folder.FullPath);

    /// <inheritdoc/>
    public async Task DisposeAsync() => await _server.DisposeAsync();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}

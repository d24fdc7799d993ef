using Xunit;

namespace WireSP.TestKit.Connectors.MongoDb;

/// <summary>A test that needs a real replica set; skipped visibly where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    /// <summary>Decides whether the test runs.</summary>
    public ClusterFactAttribute()
    {
        if (MongoServers.ClusterUri is null)
        {
            Skip = $"{MongoServers.EnvironmentVariable} names no replica set";
        }
    }
}

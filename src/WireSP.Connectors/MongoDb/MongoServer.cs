namespace WireSP.Connectors.MongoDb;

/// <summary>A server of a cluster, as it was chosen for a call.</summary>
/// <param name="Id">The driver's number for it.</param>
/// <param name="Type">The driver's word, for example <c>RSPrimary</c>, <c>Mongos</c>, <c>Standalone</c>.</param>
internal sealed record MongoServer(int Id, string Type)
{
    /// <summary>Whether it hands on to the shards of a cluster; behind a load balancer there are only such.</summary>
    public bool IsRouter => Type is "Mongos" or "LoadBalancer";

    /// <summary>Whether the server remembers writes by number, so that one can be sent again safely.</summary>
    public bool KeepsWrites => IsRouter || Type == "RSPrimary";
}

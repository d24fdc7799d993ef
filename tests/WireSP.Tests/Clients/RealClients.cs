namespace WireSP.Tests.Clients;

/// <summary>Tests that run real programs: one after the other, because each of them starts several processes.</summary>
[CollectionDefinition(Name)]
public sealed class RealClients : ICollectionFixture<OrdersWorkspace>
{
    public const string Name = "Real clients";
}

using WireSP.Bson;
using WireSP.Connectors.Local;

namespace WireSP.Tests.Connectors.Local;

public class LocalConnectorTests
{
    [Fact]
    public void A_connection_has_no_options() =>
        Assert.Contains(
            "nope",
            Assert.Single(new LocalConnector(collections: null).ValidateConnection(
                ExtendedJson.ParseLenient("{ name: 'local', type: 'Local', nope: 1 }"))),
            StringComparison.Ordinal);
}

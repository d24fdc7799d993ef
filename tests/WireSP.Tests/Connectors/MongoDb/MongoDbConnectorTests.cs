using WireSP.Bson;
using WireSP.Connectors;
using WireSP.Connectors.Collections.ChangeStreams;
using WireSP.Streaming.Pipelines;
using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.MongoDb;

public class MongoDbConnectorTests
{
    private const string Uri = "connectionString: 'mongodb://ada:s3cret@127.0.0.1:1/'";
    private const string Certificate =
        "connectionString: 'mongodb://a/?authMechanism=MONGODB-X509&tlsCertificateKeyFile=/client.pem";

    [Theory]
    [InlineData("MongoDB", Uri)]
    [InlineData("MongoDB", "connectionString: 'mongodb+srv://ada:s3cret@cluster0.example.mongodb.net/?retryWrites=true'")]
    [InlineData("MongoDB", "connectionString: 'mongodb+srv://c.example.net/?retryWrites=true&w=majority&appName=C0'")]
    [InlineData("MongoDB", "connectionString: 'mongodb://a.example.net,b.example.net:27018/shop?replicaSet=rs0&ssl=true'")]
    [InlineData("MongoDB", "connectionString: 'mongodb://a/?READPREFERENCE=nearest&readPreferenceTags=dc:a&timeoutMS=9'")]
    [InlineData("MongoDB", $"{Certificate}&tls=true'")]
    [InlineData("MongoDB", "connectionString: 'mongodb+srv://c.example.net/?authMechanism=MONGODB-X509"
        + "&authSource=%24external&tlsCertificateKeyFile=/client.pem'")]
    [InlineData("MongoDB", "connectionString: 'mongodb://a/?tls=true&tlsCertificateKeyFilePassword=pa;ss'")]
    [InlineData("MongoDB", "connectionString: { $secret: 'env:MONGODB_URI' }")]
    [InlineData("Cluster", $"{Uri}, clusterName: 'Cluster0', clusterGroupId: '65f9fea5c5154385174af700'")]
    [InlineData("Cluster", $"{Uri}, dbRoleToExecute: {{ role: 'atlasAdmin', type: 'BUILT_IN' }}")]
    public void These_connections_are_sound(string type, string options) => Assert.Empty(Validate(type, options));

    [Theory]
    [InlineData("MongoDB", "", "connectionString: 'connectionString' is required and is missing")]
    [InlineData("MongoDB", "connectionString: ''", "connectionString: 'connectionString' must not be empty")]
    [InlineData("MongoDB", "connectionString: 7", "connectionString: ")]
    [InlineData(
        "MongoDB",
        "connectionString: 'mongodb://ada:s3/cret@127.0.0.1/'",
        "connectionString: the connection string is not one that the driver understands; in names and passwords")]
    [InlineData(
        "MongoDB",
        "connectionString: 'http://127.0.0.1/'",
        "connectionString: the connection string is not one that the driver understands: ")]
    [InlineData(
        "MongoDB",
        "connectionString: 'mongodb://ada:s3cret@a/?tlsCaFil=/ca.pem'",
        "connectionString: 'tlsCaFil' is not an option of connection strings. Did you mean 'tlsCAFile'?")]
    [InlineData(
        "MongoDB",
        "connectionString: 'mongodb://a/?tlsCertificateKeyFilePassword=pa&s3cret=1'",
        "connectionString: the connection string has an option that is none; in names and passwords the characters")]
    [InlineData(
        "MongoDB",
        "connectionString: 'mongodb://a/?appName=x&s3cret'",
        "connectionString: the connection string has an option that is none; in names and passwords the characters")]
    [InlineData(
        "MongoDB",
        "connectionString: 'mongodb://ada:s3cret@a/?authMechanism=SCRAM'",
        "connectionString: 'authMechanism' is none of GSSAPI, MONGODB-AWS, MONGODB-X509, PLAIN, SCRAM-SHA-1")]
    [InlineData(
        "MongoDB",
        $"{Certificate}&tls=false'",
        "connectionString: 'authMechanism' MONGODB-X509 needs tls=true and 'tlsCertificateKeyFile'")]
    [InlineData(
        "MongoDB",
        "connectionString: 'mongodb://CN%3Dada@a/?tls=true&authMechanism=MONGODB-X509'",
        "connectionString: 'authMechanism' MONGODB-X509 needs tls=true and 'tlsCertificateKeyFile'")]
    [InlineData(
        "MongoDB",
        "connectionString: 'mongodb://ada:s3cret@a/?authMechanism=MONGODB-X509'",
        "connectionString: 'authMechanism' MONGODB-X509 needs tls=true and 'tlsCertificateKeyFile'")]
    [InlineData(
        "MongoDB",
        "connectionString: 'mongodb+srv://ada:s3cret@c.example.net:27017/'",
        "connectionString: an address that begins with mongodb+srv:// has no port")]
    [InlineData(
        "MongoDB",
        "connectionString: 'mongodb+srv://ada:s3cret@c.example.net,d.example.net/'",
        "connectionString: an address that begins with mongodb+srv:// has one host name")]
    [InlineData("MongoDB", $"{Uri}, clusterName: 'Cluster0'", "clusterName: 'clusterName' is not a known field.")]
    [InlineData(
        "Cluster",
        "clusterName: 'Cluster0'",
        "connectionString: 'connectionString' is required and is missing: a cluster's name cannot be looked up here")]
    [InlineData(
        "Cluster", $"{Uri}, dbRoleToExecute: {{ role: 'r', type: 'OTHER' }}", "dbRoleToExecute.type: 'OTHER' is not")]
    public void What_is_wrong_with_a_connection_is_said_without_its_secret(string type, string options, string problem)
    {
        var found = Assert.Single(Validate(type, options));

        Assert.StartsWith(problem, found, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_reads_changes_of_a_cluster()
    {
        var parsing = new StageParsing();

        var source = Connector("MongoDB").ParseSource(
            parsing.Stage("$source", ExtendedJson.ParseLenient("{ connectionName: 'c', db: 'shop', coll: 'orders' }")),
            Connection(Uri));

        Assert.Empty(parsing.Problems);
        Assert.IsType<ChangeSourceFactory>(source);
    }

    [Theory]
    [InlineData("db: 'shop', coll: 'totals'", "")]
    [InlineData("db: 'admin', coll: 'totals'", "$merge.into.coll: 'admin.totals' is in a database that servers keep")]
    [InlineData("db: 'sh op', coll: 'totals'", "$merge.into.coll: Invalid database name: 'sh op'")]
    public void A_merge_writes_to_what_may_be_written(string into, string problem)
    {
        var parsing = new StageParsing();

        var sink = Connector("MongoDB").ParseMerge(
            parsing.Stage("$merge", ExtendedJson.ParseLenient($"{{ into: {{ connectionName: 'c', {into} }} }}")),
            Connection(Uri));

        Assert.Equal(problem.Length == 0, parsing.Problems.Count == 0);
        Assert.All(parsing.Problems, found => Assert.StartsWith(problem, found, StringComparison.Ordinal));
        Assert.True(problem.Length > 0 || sink is not null);
    }

    [Fact]
    public void A_connection_that_became_unsound_is_told_where_it_is_named()
    {
        var parsing = new StageParsing();

        _ = Connector("MongoDB").ParseSource(
            parsing.Stage("$source", ExtendedJson.ParseLenient("{ connectionName: 'c', db: 'shop' }")),
            Connection("connectionString: 'nonsense'"));

        Assert.StartsWith(
            "$source.connectionName: connection 'c': connectionString: ",
            Assert.Single(parsing.Problems),
            StringComparison.Ordinal);
    }

    private static IConnector Connector(string type) => ConnectorTable.All.Single(row => row.ConnectionType == type);

    private static ConnectionDefinition Connection(string options) =>
        new("c", "MongoDB", ExtendedJson.ParseLenient($"{{ name: 'c', type: 'MongoDB', {options} }}"));

    private static IReadOnlyList<string> Validate(string type, string options) => Connector(type).ValidateConnection(
        ExtendedJson.ParseLenient($"{{ name: 'c', type: '{type}'{(options.Length > 0 ? ", " : "")}{options} }}"));
}

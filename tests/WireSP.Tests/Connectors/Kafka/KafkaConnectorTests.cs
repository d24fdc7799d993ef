using WireSP.Bson;
using WireSP.Connectors;
using WireSP.Streaming.Pipelines;
using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.Kafka;

public class KafkaConnectorTests
{
    private const string Servers = "bootstrapServers: 'broker1:9092,broker2:9092'";

    private readonly IConnector _connector = ConnectorTable.All.Single(row => row.ConnectionType == "Kafka");

    [Theory]
    [InlineData("")]
    [InlineData("security: { protocol: 'SSL', brokerPublicCertificate: 'PEM' }")]
    [InlineData(
        "security: { protocol: 'SASL_SSL' }, authentication: { mechanism: 'SCRAM-256', username: 'u', password: 'p' }")]
    [InlineData(
        "security: { protocol: 'SASL_PLAINTEXT' }, "
        + "authentication: { mechanism: 'PLAIN', username: 'u', password: { $secret: 'env:P' } }")]
    [InlineData(
        "config: { 'auto.offset.reset': 'earliest', 'fetch.min.bytes': 1 }, "
        + "networking: { access: { type: 'PUBLIC' } }")]
    public void These_connections_are_sound(string options) =>
        Assert.Empty(Validate($"{{ name: 'k', type: 'Kafka', {Servers}, {options} }}"));

    [Theory]
    [InlineData("{ }", "bootstrapServers: 'bootstrapServers' is required and is missing")]
    [InlineData(
        "{ bootstrapServers: 'broker1' }",
        "bootstrapServers: expected host:port, several with commas between them, found 'broker1'")]
    [InlineData("{ BS, security: { protocol: 'SASL_SLS' } }", "security.protocol: 'SASL_SLS' is not a value of")]
    [InlineData(
        "{ BS, security: { protocol: 'SASL_SSL' } }",
        "authentication: 'authentication' is required with security.protocol SASL_SSL")]
    [InlineData(
        "{ BS, authentication: { mechanism: 'PLAIN', username: 'u', password: 'p' } }",
        "security.protocol: authentication.mechanism PLAIN needs SASL_SSL or SASL_PLAINTEXT, found nothing")]
    [InlineData(
        "{ BS, security: { protocol: 'SASL_SSL' }, authentication: { mechanism: 'SCRAM-512', username: 'u' } }",
        "authentication.password: 'password' is required with mechanism SCRAM-512")]
    [InlineData(
        "{ BS, config: { 'group.id': 'g' } }", "config.group.id: 'group.id' cannot be set here: use config.group_id")]
    [InlineData(
        "{ BS, config: { 'ssl.key.location': '/etc/shadow' } }",
        "config.ssl.key.location: 'ssl.key.location' cannot be set here: it would read files")]
    [InlineData(
        "{ BS, config: { 'plugin.library.paths': 'x.so' } }",
        "config.plugin.library.paths: 'plugin.library.paths' cannot be set here: it would read files or load code")]
    [InlineData(
        "{ BS, security: { protocol: 'SASL_SSL' }, authentication: { mechanism: 'OAUTHBEARER', method: 'OIDC', "
        + "clientId: 'c', clientSecret: 's', tokenEndpointUrl: 'https://token.example.com' } }",
        "authentication.mechanism: OAUTHBEARER needs a librdkafka that is built with libcurl")]
    [InlineData("{ BS, config: { 'no.such': 'x' } }", "config.no.such: the client library does not know 'no.such'")]
    [InlineData("{ BS, bootstrapServer: 'x:1' }", "bootstrapServer: 'bootstrapServer' is not a known field.")]
    public void What_is_wrong_with_a_connection_is_said(string options, string problem)
    {
        var problems = Validate(options.Replace("BS", Servers, StringComparison.Ordinal));

        Assert.StartsWith(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void No_message_tells_a_secret()
    {
        const string Secret = "hunter2";
        var problems = Validate(
            $$"""
            { {{Servers}}, security: { protocol: 'SASL_SSL', brokerPublicCertificate: 7 },
              authentication: { mechanism: 'PLAIN', username: 'u', password: ['{{Secret}}'], sslKey: '{{Secret}}' },
              config: { 'sasl.password': '{{Secret}}', 'socket.timeout.ms': '{{Secret}}' } }
            """);

        Assert.NotEmpty(problems);
        Assert.DoesNotContain(problems, problem => problem.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ }", "$source.topic: 'topic' is required and is missing")]
    [InlineData("{ topic: [] }", "$source.topic: 'topic' must not be an empty array")]
    [InlineData("{ topic: ['a', 'a'] }", "$source.topic: a topic is named twice")]
    [InlineData("{ topic: 't', topics: 'u' }", "$source.topics: 'topics' is not a known field.")]
    [InlineData(
        "{ topic: 't', partitions: { min: 3, max: 2 } }", "$source.partitions.min: 'min' is 3, more than 'max'")]
    [InlineData("{ topic: 't', schemaRegistry: { } }", "$source.schemaRegistry: 'schemaRegistry' is not supported")]
    [InlineData(
        "{ topic: 't', config: { auto_offset_reset: 'lastest' } }",
        "$source.config.auto_offset_reset: 'lastest' is not a value of 'auto_offset_reset'; expected beginning")]
    [InlineData("{ topic: 't', config: { keyFormat: 'double' } }", "$source.config.keyFormat: 'double' is not a value")]
    [InlineData(
        "{ topic: 't', partitionIdleTimeout: { size: 1, unit: 'week' } }",
        "$source.partitionIdleTimeout.unit: 'week' is not a value of 'unit'")]
    public void What_is_wrong_with_a_source_is_said(string stage, string problem)
    {
        var parsing = new StageParsing();

        _ = _connector.ParseSource(parsing.Stage("$source", ExtendedJson.ParseLenient(stage)), Connection);

        Assert.StartsWith(problem, Assert.Single(parsing.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ }", "$emit.topic: 'topic' is required and is missing")]
    [InlineData("{ topic: 7 }", "$emit.topic: expected string, or an expression that gives one, found int")]
    [InlineData("{ topic: 'a b' }", "$emit.topic: 'a b' cannot be a Kafka topic")]
    [InlineData("{ topic: { $nope: 1 } }", "$emit.topic.$nope: Unrecognized expression '$nope'")]
    [InlineData("{ topic: 't', config: { key: '$k' } }", "$emit.config.keyFormat: 'keyFormat' is required with 'key'")]
    [InlineData("{ topic: 't', config: { acks: 2 } }", "$emit.config.acks: 'acks' is 2; expected -1 to 1")]
    [InlineData("{ topic: 't', config: { acks: 'most' } }", "$emit.config.acks: 'most' is not a value of 'acks'")]
    [InlineData(
        "{ topic: 't', config: { outputFormat: 'json' } }",
        "$emit.config.outputFormat: 'json' is not a value of 'outputFormat'; expected basicJson")]
    [InlineData(
        "{ topic: 't', config: { compressionType: 'gzip' } }",
        "$emit.config.compressionType: 'compressionType' is not a known field.")]
    public void What_is_wrong_with_a_sink_is_said(string stage, string problem)
    {
        var parsing = new StageParsing();

        _ = _connector.ParseSink(parsing.Stage("$emit", ExtendedJson.ParseLenient(stage)), Connection);

        Assert.StartsWith(problem, Assert.Single(parsing.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_is_broken_is_a_problem_of_the_stages_that_use_it()
    {
        var parsing = new StageParsing();
        var broken = new ConnectionDefinition("k", "Kafka", ExtendedJson.ParseLenient("{ bootstrapServers: 'x' }"));

        _ = _connector.ParseSource(parsing.Stage("$source", ExtendedJson.ParseLenient("{ topic: 't' }")), broken);

        Assert.StartsWith(
            "$source.connectionName: connection 'k': bootstrapServers: expected host:port",
            Assert.Single(parsing.Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public void How_long_a_partition_may_be_silent_is_told_to_the_engine()
    {
        var stage = ExtendedJson.ParseLenient("{ topic: 't', partitionIdleTimeout: { size: 2, unit: 'minute' } }");

        var factory = _connector.ParseSource(new StageParsing().Stage("$source", stage), Connection);

        Assert.Equal(TimeSpan.FromMinutes(2), factory!.PartitionIdleTimeout);
    }

    private static ConnectionDefinition Connection => new(
        "kafka1", "Kafka", ExtendedJson.ParseLenient($"{{ name: 'kafka1', type: 'Kafka', {Servers} }}"));

    private IReadOnlyList<string> Validate(string options) =>
        _connector.ValidateConnection(ExtendedJson.ParseLenient(options));
}

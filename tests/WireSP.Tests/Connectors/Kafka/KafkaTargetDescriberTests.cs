using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming;
using WireSP.TestKit.Connectors.Kafka;

namespace WireSP.Tests.Connectors.Kafka;

public class KafkaTargetDescriberTests
{
    [Theory]
    [InlineData("topic: 't'", "{ a: 1 }", "{ topic: 't' }")]
    [InlineData(
        "topic: '$to', config: { key: '$k', keyFormat: 'string' }", "{ to: 'x', k: 'y' }", "{ topic: 'x', key: 'y' }")]
    [InlineData("topic: 't', config: { headers: { h: '$a' } }", "{ a: 'v' }", "{ topic: 't', headers: { h: 'v' } }")]
    [InlineData("topic: 't', config: { tombstoneWhen: '$gone' }", "{ gone: true }", "{ topic: 't', tombstone: true }")]
    [InlineData("topic: 't', config: { tombstoneWhen: '$gone' }", "{ gone: false }", "{ topic: 't' }")]
    public void A_target_is_what_the_record_would_have(string stage, string document, string target) =>
        Assert.Equal(
            ExtendedJson.Format(ExtendedJson.ParseLenient(target)), ExtendedJson.Format(Describe(stage, document)));

    [Theory]
    [InlineData("topic: '$to'", "{ to: 5 }", "the topic is int, expected string")]
    [InlineData("topic: '$to'", "{ to: 'a b' }", "'a b' cannot be a Kafka topic")]
    [InlineData("topic: 't', config: { key: '$k', keyFormat: 'int' }", "{ k: 'x' }", "the key is string")]
    [InlineData("topic: 't', config: { tombstoneWhen: '$gone' }", "{ gone: 1 }", "tombstoneWhen gave int")]
    public void What_the_sink_would_refuse_is_refused(string stage, string document, string reason)
    {
        var refusal = Assert.Throws<EvaluationException>(() => Describe(stage, document));

        Assert.StartsWith(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static BsonDocument Describe(string stage, string document) =>
        new KafkaStages("127.0.0.1:9092").CreateTargetDescriber($"{{ {stage} }}").Describe(
            new StreamDocument(ExtendedJson.ParseLenient(document), 0, default(DocumentOrigin)));
}

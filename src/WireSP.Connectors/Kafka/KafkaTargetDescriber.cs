using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Says which record <see cref="KafkaRecordWriter"/> would make of a document: topic, key and headers as values, and
/// whether it is a tombstone. Refuses what the writer refuses, but for single headers.
/// </summary>
internal sealed class KafkaTargetDescriber : ITargetDescriber
{
    private readonly KafkaSinkOptions _options;
    private readonly EvaluationContext _context;
    private readonly OriginMetadata _metadata = new();
    private readonly BsonWriter _key = new(256);

    /// <summary>Creates a describer.</summary>
    public KafkaTargetDescriber(KafkaSinkOptions options, TimeProvider clock)
    {
        _options = options;
        _context = options.Scope.CreateEvaluationContext(clock);
        _context.Metadata = _metadata;
    }

    /// <inheritdoc/>
    public BsonDocument Describe(in StreamDocument document)
    {
        _metadata.Document = document;
        _context.Begin(document.Body);
        if (_options.Scope.Fields.Count > 0)
        {
            _options.Scope.Fields.Read(_context);
        }

        var topic = _options.Topic.Evaluate(_context);
        KafkaTopicHandles.Check(topic);
        var target = new BsonDocumentBuilder { { "topic", topic } };
        AddKey(target);
        if (_options.Headers?.Evaluate(_context) is { IsNullish: false } headers)
        {
            target.Add("headers", headers);
        }

        if (_options.TombstoneWhen is { } condition && KafkaRecordWriter.IsTrue(condition.Evaluate(_context)))
        {
            target.Add("tombstone", true);
        }

        return target.ToDocument();
    }

    private void AddKey(BsonDocumentBuilder target)
    {
        if (_options.Key is null)
        {
            return;
        }

        _key.Reset();
        var key = _options.Key.Evaluate(_context);
        if (!KafkaBytes.TryWriteKey(key, _options.KeyFormat, _options.Json, _key))
        {
            throw KafkaRecordWriter.WrongKey(key, _options.KeyFormat);
        }

        target.Add("key", key);
    }
}

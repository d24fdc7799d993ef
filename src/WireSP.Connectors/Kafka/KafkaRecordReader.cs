using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using WireSP.Bson;
using WireSP.Connectors.Kafka.Native;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Takes records from the native queue and decodes them straight from native memory into the batch. Records that the
/// batch has no room for wait here for the next one.
/// </summary>
internal sealed unsafe class KafkaRecordReader : IDisposable
{
    private readonly KafkaSourceOptions _options;
    private readonly KafkaPartitions _partitions;
    private readonly TimeProvider _clock;
    private readonly KafkaOrigin _origin;
    private readonly nint[] _topicHandles;
    private NativeMessage** _messages;
    private long _fillTimestamp;
    private nint _next;
    private nint _count;

    /// <summary>Creates a reader.</summary>
    public KafkaRecordReader(KafkaSourceOptions options, KafkaPartitions partitions, TimeProvider clock)
    {
        _options = options;
        _partitions = partitions;
        _clock = clock;
        _origin = new KafkaOrigin(partitions, options.KeyFormat);
        _topicHandles = new nint[options.Topics.Count];
        _messages = (NativeMessage**)NativeMemory.Alloc(KafkaLimits.RecordsPerCallMax, (nuint)sizeof(NativeMessage*));
    }

    /// <summary>Moves what is there into the batch, without waiting.</summary>
    /// <exception cref="StreamProcessorException">The cluster refuses to let us read.</exception>
    public void Fill(KafkaClient client, SourceBatch batch)
    {
        var nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        _fillTimestamp = _clock.GetTimestamp();
        while (batch.HasRoom && (_next < _count || Refill(client)))
        {
            var message = _messages[_next++];
            try
            {
                Take(message, batch, nowMs);
            }
            finally
            {
                Librdkafka.MessageDestroy(message);
            }
        }
    }

    /// <summary>Gives back what was not taken.</summary>
    public void Dispose()
    {
        while (_next < _count)
        {
            Librdkafka.MessageDestroy(_messages[_next++]);
        }

        NativeMemory.Free(_messages);
        _messages = null;
    }

    private bool Refill(KafkaClient client)
    {
        _next = 0;
        _count = Math.Max(
            0, Librdkafka.ConsumeBatch(client.Queue, 0, _messages, KafkaLimits.RecordsPerCallMax));
        return _count > 0;
    }

    private void Take(NativeMessage* message, SourceBatch batch, long nowMs)
    {
        if (message->Error != KafkaError.None)
        {
            ThrowIfFinal(message);
            return;
        }

        var number = _partitions.NumberOf(TopicIndex(message->Topic), message->Partition);
        if (_partitions.Find(number) is not { } partition)
        {
            return;
        }

        partition.NextOffset = message->Offset + 1;
        partition.LastSeenTimestamp = _fillTimestamp;
        int type;
        var timestampMs = Librdkafka.MessageTimestamp(message, &type);
        var details = WriteDetails(message, batch.Buffer, out var error);
        var origin = new DocumentOrigin(_origin, number, message->Offset, nowMs, details);
        var valueError = KafkaValueDecoder.TryDecode(
            message->Payload == null, message->ValueSpan, batch.Buffer, out var document);
        if (valueError is not null)
        {
            batch.AddUndecodable(RawRecord(message->ValueSpan, valueError, origin));
        }
        else if (error is not null)
        {
            // The document is sound and goes to the dead letters as it is.
            batch.AddUndecodable(new UndecodableRecord(BsonValue.FromDocument(document.Copy()), error, origin));
        }
        else
        {
            batch.Add(document, type == 0 || timestampMs < 0 ? nowMs : timestampMs, origin);
        }
    }

    private static UndecodableRecord RawRecord(ReadOnlySpan<byte> value, string reason, in DocumentOrigin origin)
    {
        if (value.Length > KafkaLimits.DeadLetterBytesMax)
        {
            reason += $" (the first {KafkaLimits.DeadLetterBytesMax} of {value.Length} bytes are shown)";
            value = value[..KafkaLimits.DeadLetterBytesMax];
        }

        var raw = Utf8.IsValid(value)
            ? BsonValue.FromString(Encoding.UTF8.GetString(value))
            : BsonValue.FromBinary(value);
        return new UndecodableRecord(raw, reason, origin);
    }

    // Key and headers, as KafkaOrigin expects them; no document at all for a record that has neither.
    private BsonDocument WriteDetails(NativeMessage* message, BsonWriter writer, out string? error)
    {
        error = null;
        nint headers;
        var hasHeaders = Librdkafka.MessageHeaders(message, &headers) == KafkaError.None;
        if (message->Key == null && !hasHeaders)
        {
            return default;
        }

        var start = writer.BeginDocument();
        if (message->Key != null)
        {
            error = KafkaKeyDecoder.TryWrite(writer, message->KeySpan, _options.KeyFormat);
            error = _options.PassesKeyErrors ? null : error;
        }

        if (hasHeaders)
        {
            WriteHeaders(headers, writer);
        }

        writer.End(start);
        return writer.DocumentFrom(start);
    }

    private static void WriteHeaders(nint headers, BsonWriter writer)
    {
        var list = writer.BeginArray("headers"u8);
        byte* name;
        byte* value;
        nuint length;
        for (var i = 0; Librdkafka.HeaderGet(headers, (nuint)i, &name, &value, &length) == KafkaError.None; i++)
        {
            writer.WriteHeader(BsonType.Document, i);
            var item = writer.BeginDocument();
            var nameText = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
            if (Utf8.IsValid(nameText))
            {
                writer.WriteString("k"u8, nameText);
            }
            else
            {
                writer.WriteString("k"u8, Encoding.UTF8.GetString(nameText));
            }

            KafkaKeyDecoder.WriteBinary(writer, "v"u8, new ReadOnlySpan<byte>(value, checked((int)length)));
            writer.End(item);
        }

        writer.End(list);
    }

    private int TopicIndex(nint handle)
    {
        var index = Array.IndexOf(_topicHandles, handle);
        if (index < 0)
        {
            // A client has one handle for a topic, so its name is looked up once.
            var name = KafkaError.Text(Librdkafka.TopicName(handle));
            for (index = 0; index < _options.Topics.Count && _options.Topics[index] != name; index++)
            {
            }

            _topicHandles[index] = handle;
        }

        return index;
    }

    private void ThrowIfFinal(NativeMessage* message)
    {
        // Other errors pass: the library goes on by itself, and an outage is noticed by the watch.
        if (message->Error is KafkaError.TopicAuthorizationFailed or KafkaError.ClusterAuthorizationFailed
            or KafkaError.MessageTooLarge or KafkaError.Fatal)
        {
            throw KafkaErrors.Connection(_options.Connection.Name, KafkaError.Describe(message->Error));
        }
    }
}

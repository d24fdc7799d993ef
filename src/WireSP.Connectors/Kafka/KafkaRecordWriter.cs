using WireSP.Bson;
using WireSP.Connectors.Kafka.Native;
using WireSP.Expressions;
using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Makes one record after another out of documents: topic, key, headers and value, in memory that is reused. What
/// cannot be made is an <see cref="EvaluationException"/> of that document.
/// </summary>
internal sealed class KafkaRecordWriter
{
    // Number of the general "bad value" error; dead letters show the message only.
    private const int Code = 2;

    private readonly KafkaSinkOptions _options;
    private readonly KafkaTopicHandles _topics;
    private readonly EvaluationContext _context;
    private readonly OriginMetadata _metadata = new();
    private readonly BsonWriter _key = new(256);
    private readonly BsonWriter _header = new(256);
    private readonly BsonWriter _value = new(4096);

    /// <summary>Creates a writer.</summary>
    public KafkaRecordWriter(KafkaSinkOptions options, KafkaTopicHandles topics, TimeProvider clock)
    {
        _options = options;
        _topics = topics;
        _context = options.Scope.CreateEvaluationContext(clock);
        _context.Metadata = _metadata;
    }

    /// <summary>The topic's native handle.</summary>
    public nint Topic { get; private set; }

    /// <summary>Whether the record has a key.</summary>
    public bool HasKey => _options.Key is not null;

    /// <summary>Whether a tombstone is sent in place of the document.</summary>
    public bool IsTombstone { get; private set; }

    /// <summary>The key's bytes.</summary>
    public ReadOnlySpan<byte> Key => _key.Written;

    /// <summary>The value's bytes.</summary>
    public ReadOnlySpan<byte> Value => _value.Written;

    /// <summary>Makes everything but the headers.</summary>
    /// <exception cref="EvaluationException">The document cannot be made into a record.</exception>
    /// <exception cref="StreamProcessorException">The topic is one too many.</exception>
    public void Write(in StreamDocument document)
    {
        _metadata.Document = document;
        _context.Begin(document.Body);
        if (_options.Scope.Fields.Count > 0)
        {
            _options.Scope.Fields.Read(_context);
        }

        Topic = _topics.Find(_options.Topic.Evaluate(_context));
        WriteKey();
        IsTombstone = _options.TombstoneWhen is { } condition && IsTrue(condition.Evaluate(_context));
        _value.Reset();
        if (!IsTombstone)
        {
            ExtendedJson.Write(document.Body, _value, _options.Json);
        }
    }

    /// <summary>Makes the headers of the document that was written last.</summary>
    /// <returns>A native list that the caller owns; 0 when there are none.</returns>
    /// <exception cref="EvaluationException">The value is not a list of headers.</exception>
    public nint CreateHeaders()
    {
        if (_options.Headers is null)
        {
            return 0;
        }

        var value = _options.Headers.Evaluate(_context);
        if (value.IsNullish)
        {
            return 0;
        }

        var list = Librdkafka.HeadersNew(4);
        try
        {
            AddHeaders(list, value);
            return list;
        }
        catch
        {
            Librdkafka.HeadersDestroy(list);
            throw;
        }
    }

    /// <summary>What <c>tombstoneWhen</c> gave, as a condition.</summary>
    /// <exception cref="EvaluationException">It gave no boolean.</exception>
    public static bool IsTrue(BsonValue value) => value.Type == BsonType.Boolean
        ? value.AsBoolean
        : throw new EvaluationException(Code, $"tombstoneWhen gave {Found(value)}, expected bool");

    /// <summary>The refusal of a key that is not of its format.</summary>
    public static EvaluationException WrongKey(BsonValue key, KafkaKeyFormat format) =>
        new(Code, $"the key is {Found(key)}, which keyFormat {format} cannot carry");

    private static string Found(BsonValue value) => TypeNames.Of(value.Type);

    private void WriteKey()
    {
        if (_options.Key is null)
        {
            return;
        }

        _key.Reset();
        var key = _options.Key.Evaluate(_context);
        if (!KafkaBytes.TryWriteKey(key, _options.KeyFormat, _options.Json, _key))
        {
            throw WrongKey(key, _options.KeyFormat);
        }
    }

    private void AddHeaders(nint list, BsonValue value)
    {
        if (value.Type == BsonType.Document)
        {
            foreach (var element in value.AsDocument)
            {
                AddHeader(list, element.NameUtf8, element.Value);
            }
        }
        else if (value.Type == BsonType.Array)
        {
            foreach (var item in value.AsArray)
            {
                AddPair(list, item);
            }
        }
        else
        {
            throw new EvaluationException(Code, $"the headers are {Found(value)}, expected object or array");
        }
    }

    private void AddPair(nint list, BsonValue item)
    {
        if (item.Type != BsonType.Document
            || !item.AsDocument.TryGetValue("k"u8, out var name) || name.Type != BsonType.String
            || !item.AsDocument.TryGetValue("v"u8, out var value))
        {
            throw new EvaluationException(Code, "a header is no object with a string k and a value v");
        }

        AddHeader(list, name.AsStringUtf8, value);
    }

    private unsafe void AddHeader(nint list, ReadOnlySpan<byte> name, BsonValue value)
    {
        _header.Reset();
        if (!KafkaBytes.TryWriteHeader(value, _options.Json, _header))
        {
            throw new EvaluationException(Code, $"a header's value is {Found(value)}, which a header cannot carry");
        }

        // The library takes no byte for granted after the name's length, but its own readers stop at a NUL.
        if (name.Contains((byte)0))
        {
            throw new EvaluationException(Code, "a header's name contains a NUL");
        }

        fixed (byte* nameBytes = name)
        fixed (byte* valueBytes = _header.Buffer)
        {
            byte empty = 0;
            _ = Librdkafka.HeaderAdd(
                list,
                name.IsEmpty ? &empty : nameBytes,
                name.Length,
                value.Type == BsonType.Null ? null : valueBytes,
                _header.Position);
        }
    }
}

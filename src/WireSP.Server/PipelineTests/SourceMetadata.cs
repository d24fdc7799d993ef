using System.Text;
using WireSP.Bson;
using WireSP.Streaming.Simulation;

namespace WireSP.Server.PipelineTests;

/// <summary>Makes of a test's step what the pipeline's source would deliver, with its stream metadata.</summary>
internal sealed class SourceMetadata
{
    private readonly string _topic = "";
    private readonly bool _isBinaryKey = true;
    private readonly Dictionary<int, long> _positions = [];

    /// <summary>Reads what matters of the pipeline's <c>$source</c>.</summary>
    public SourceMetadata(ProcessorDefinition processor)
    {
        var source = processor.Pipeline[0].AsDocument["$source"].AsDocument;
        if (source["topic"] is { IsMissing: false } topic)
        {
            Type = "kafka";
            _topic = topic.Type == BsonType.Array ? topic.AsArray[0].AsString : topic.AsString;
            var config = source["config"];
            _isBinaryKey = config.Type != BsonType.Document
                || config.AsDocument["keyFormat"] is not { Type: BsonType.String } format
                || format.AsString == "binData";
        }
        else if (!source["db"].IsMissing)
        {
            Type = "atlas";
        }
    }

    /// <summary>The type that metadata shows.</summary>
    public string Type { get; } = "generated";

    /// <summary>The input of a step.</summary>
    public SimulatedInput InputOf(TestStep step)
    {
        _ = _positions.TryGetValue(step.Partition, out var position);
        _positions[step.Partition] = position + 1;
        var (body, refusal) = step.Raw is { } raw ? Decode(raw) : (step.Document, null);
        return new SimulatedInput(body, Describe(step, position))
        {
            Partition = step.Partition,
            Position = position,
            Refusal = refusal,
            TimestampMs = step.TimestampMs,
        };
    }

    private static (BsonValue Body, string? Refusal) Decode(string raw)
    {
        var writer = new BsonWriter();
        return JsonTranscoder.TryTranscode(Encoding.UTF8.GetBytes(raw), writer, out var document, out var error)
            ? (document.Copy(), null)
            : (raw, raw.Length == 0 ? "the value is empty" : $"the value is not JSON: {error}");
    }

    private BsonDocument Describe(TestStep step, long position)
    {
        var timestamp = BsonValue.FromDateTimeMs(step.TimestampMs ?? step.AtMs);
        if (Type == "atlas")
        {
            return DescribeChange(step.Document, timestamp);
        }

        if (Type != "kafka")
        {
            return new BsonDocumentBuilder { { "type", Type }, { "ts", timestamp } }.ToDocument();
        }

        return new BsonDocumentBuilder
        {
            { "type", Type },
            { "topic", step.Topic ?? _topic },
            { "partition", step.Partition },
            { "offset", position },
            { "key", KeyOf(step.Key) },
            { "headers", HeadersOf(step.Headers) },
            { "ts", timestamp },
        }.ToDocument();
    }

    // What a change says of itself; a document that was taken out of one says nothing.
    private static BsonDocument DescribeChange(BsonValue document, BsonValue timestamp)
    {
        var change = document.Type == BsonType.Document ? document.AsDocument : BsonDocument.Empty;
        return new BsonDocumentBuilder
        {
            { "type", "atlas" },
            { "ts", timestamp },
            { "operationType", change["operationType"] },
            { "ns", change["ns"] },
            { "documentKey", change["documentKey"] },
        }.ToDocument();
    }

    // A record has no key, an empty binary one, or what its format makes of the bytes.
    private BsonValue KeyOf(in BsonValue key) =>
        !_isBinaryKey ? key : key.IsMissing ? BsonValue.FromBinary([]) : Bytes(key);

    private static BsonArray HeadersOf(in BsonValue headers)
    {
        var list = new BsonArrayBuilder();
        if (headers.Type == BsonType.Document)
        {
            foreach (var element in headers.AsDocument)
            {
                list.Add(new BsonDocumentBuilder { { "k", element.Name }, { "v", Bytes(element.Value) } }.ToDocument());
            }
        }
        else if (headers.Type == BsonType.Array)
        {
            foreach (var item in headers.AsArray)
            {
                list.Add(item);
            }
        }

        return list.ToArray();
    }

    private static BsonValue Bytes(in BsonValue value) =>
        value.Type == BsonType.String ? BsonValue.FromBinary(value.AsStringUtf8) : value;
}

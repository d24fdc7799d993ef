using System.Text;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>Finds the native handle of a computed topic without making a string of its name each time.</summary>
internal sealed class KafkaTopicHandles(KafkaClient client)
{
    private const int Code = 2;

    private readonly Dictionary<string, nint> _handles = new(StringComparer.Ordinal);

    /// <summary>The handle of a topic.</summary>
    /// <exception cref="EvaluationException">The value is no topic's name.</exception>
    /// <exception cref="StreamProcessorException">There would be too many topics.</exception>
    public nint Find(BsonValue topic)
    {
        Check(topic);
        var name = topic.AsStringUtf8;

        // A valid name is ASCII.
        Span<char> text = stackalloc char[KafkaTopicNames.LengthMax];
        var length = Encoding.ASCII.GetChars(name, text);
        return _handles.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var handle)
            ? handle
            : Add(topic.AsString);
    }

    /// <summary>Checks what a document gave as its topic.</summary>
    /// <exception cref="EvaluationException">The value is no topic's name.</exception>
    public static void Check(BsonValue topic)
    {
        if (topic.Type != BsonType.String)
        {
            throw new EvaluationException(Code, $"the topic is {TypeNames.Of(topic.Type)}, expected string");
        }

        if (!KafkaTopicNames.IsValid(topic.AsStringUtf8))
        {
            throw new EvaluationException(Code, KafkaTopicNames.Refusal(topic.AsString));
        }
    }

    private nint Add(string name)
    {
        if (_handles.Count == StreamingLimits.DynamicTargetsMax)
        {
            throw KafkaErrors.TooManyTopics(StreamingLimits.DynamicTargetsMax);
        }

        var handle = client.Topic(name);
        _handles.Add(name, handle);
        return handle;
    }
}

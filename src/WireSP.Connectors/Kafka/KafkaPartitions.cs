using System.Text;
using WireSP.Bson;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// The partitions that a source reads. A partition's number for the engine is dense and depends only on the stage, so
/// that it means the same after a restart: partition × topics + topic.
/// </summary>
internal sealed class KafkaPartitions(IReadOnlyList<string> topics)
{
    private readonly byte[][] _topicNames = [.. topics.Select(Encoding.UTF8.GetBytes)];
    private KafkaPartition?[] _byNumber = [];
    private BsonDocument? _position;

    /// <summary>The topics, in the stage's order.</summary>
    public IReadOnlyList<string> Topics { get; } = topics;

    /// <summary>The partitions, by the engine's number.</summary>
    public IEnumerable<KafkaPartition> All => _byNumber.OfType<KafkaPartition>();

    /// <summary>How many partitions there are.</summary>
    public int Count { get; private set; }

    /// <summary>The engine's numbers of the partitions.</summary>
    public int[] Numbers => [.. All.Select(partition => NumberOf(partition.TopicIndex, partition.Number))];

    /// <summary>What the source would have to be opened with: <c>{topic: {partition: next offset}}</c>.</summary>
    public BsonDocument Position => _position ??= WritePosition();

    /// <summary>The engine's number of a partition.</summary>
    public int NumberOf(int topicIndex, int partition) => (partition * Topics.Count) + topicIndex;

    /// <summary>The topic's name and the partition's number in it, for the engine's number.</summary>
    public (byte[] Topic, int Partition) Describe(int number) =>
        (_topicNames[number % _topicNames.Length], number / _topicNames.Length);

    /// <summary>Adds a partition.</summary>
    public void Add(KafkaPartition partition)
    {
        var number = NumberOf(partition.TopicIndex, partition.Number);
        if (number >= _byNumber.Length)
        {
            Array.Resize(ref _byNumber, Math.Max(number + 1, _byNumber.Length * 2));
        }

        _byNumber[number] = partition;
        _position = null;
        Count++;
    }

    /// <summary>The partition of an engine's number; null when it is not read.</summary>
    public KafkaPartition? Find(int number) => (uint)number < (uint)_byNumber.Length ? _byNumber[number] : null;

    /// <summary>Forgets the rendered position, because offsets have moved.</summary>
    public void Moved() => _position = null;

    /// <summary>Reads a position's offset of one partition; null when it has none.</summary>
    public static long? OffsetIn(BsonDocument position, string topic, int partition)
    {
        var offsets = position[topic];
        if (offsets.Type != BsonType.Document)
        {
            return null;
        }

        var offset = offsets.AsDocument[partition.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        return offset.Type == BsonType.Int64 ? offset.AsInt64 : null;
    }

    private BsonDocument WritePosition()
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        Span<byte> digits = stackalloc byte[11];
        for (var topic = 0; topic < Topics.Count; topic++)
        {
            var offsets = writer.BeginDocument(_topicNames[topic]);
            for (var number = topic; number < _byNumber.Length; number += Topics.Count)
            {
                if (_byNumber[number] is { } partition)
                {
                    _ = System.Buffers.Text.Utf8Formatter.TryFormat(partition.Number, digits, out var length);
                    writer.WriteInt64(digits[..length], partition.NextOffset);
                }
            }

            writer.End(offsets);
        }

        writer.End(root);
        return writer.ToDocument();
    }
}

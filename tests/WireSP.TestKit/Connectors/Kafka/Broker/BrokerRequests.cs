namespace WireSP.TestKit.Connectors.Kafka.Broker;

/// <summary>Answers the requests of one connection, each kind in one old version that has no optional parts.</summary>
internal sealed partial class BrokerRequests(BrokerState state, Lock gate, int port)
{
    private const int UnknownTopicOrPartition = 3;
    private const int UnsupportedVersion = 35;
    private const short ApiVersions = 18;

    private static readonly TimeSpan FetchPause = TimeSpan.FromMilliseconds(5);

    // Kind, and the only version of it; those of group membership are named because clients look for them.
    private static readonly (short Kind, short Version)[] Known =
    [
        (0, 3), (1, 4), (2, 1), (3, 2), (8, 2), (9, 1), (10, 1), (11, 0), (12, 0), (13, 0), (14, 0), (ApiVersions, 0),
        (22, 0), (24, 0), (25, 0), (26, 0), (28, 0),
    ];

    /// <summary>The answer to a request; null when the client wants none.</summary>
    public async Task<byte[]?> AnswerAsync(byte[] request, CancellationToken cancellationToken)
    {
        var answer = Answer(request, out var isWaiting, out var waitMs);
        for (var waited = 0; isWaiting && waited < waitMs; waited += (int)FetchPause.TotalMilliseconds)
        {
            await Task.Delay(FetchPause, TimeProvider.System, cancellationToken);
            answer = Answer(request, out isWaiting, out _);
        }

        return answer;
    }

    private byte[]? Answer(byte[] request, out bool isWaiting, out int waitMs)
    {
        isWaiting = false;
        waitMs = 0;
        var reader = new BrokerReader(request);
        var kind = reader.ReadInt16();
        var version = reader.ReadInt16();
        var answer = new BrokerWriter().Int32(reader.ReadInt32());
        lock (gate)
        {
            if (kind == ApiVersions)
            {
                return AnswerVersions(answer, version);
            }

            _ = reader.ReadText();
            switch (kind)
            {
                case 0:
                    return Produce(ref reader, answer);
                case 1:
                    return Fetch(ref reader, answer, out isWaiting, out waitMs);
                case 2:
                    return ListOffsets(ref reader, answer);
                case 3:
                    return Metadata(ref reader, answer);
                case 8:
                    return CommitOffsets(ref reader, answer);
                case 9:
                    return FetchOffsets(ref reader, answer);
                case 10:
                    return answer.Int32(0).Int16(0).Text(null).Int32(1).Text("127.0.0.1").Int32(port).ToArray();
                case 22:
                    var (id, epoch) = state.InitProducer(reader.ReadText());
                    return answer.Int32(0).Int16(0).Int64(id).Int16(epoch).ToArray();
                default:
                    return AnswerTransaction(kind, ref reader, answer);
            }
        }
    }

    private static byte[] AnswerVersions(BrokerWriter answer, short version)
    {
        answer.Int16(version == 0 ? 0 : UnsupportedVersion).Int32(Known.Length);
        foreach (var (kind, known) in Known)
        {
            answer.Int16(kind).Int16(known).Int16(known);
        }

        return answer.ToArray();
    }

    private byte[]? Produce(ref BrokerReader reader, BrokerWriter answer)
    {
        _ = reader.ReadText();
        var acks = reader.ReadInt16();
        _ = reader.ReadInt32();
        var topics = reader.ReadInt32();
        answer.Int32(topics);
        for (; topics > 0; topics--)
        {
            var topic = reader.ReadText()!;
            var partitions = reader.ReadInt32();
            answer.Text(topic).Int32(partitions);
            for (; partitions > 0; partitions--)
            {
                var number = reader.ReadInt32();
                var (error, offset) = state.Find(topic, number)?.Append(reader.ReadBytes())
                    ?? (UnknownTopicOrPartition, -1);
                answer.Int32(number).Int16(error).Int64(offset).Int64(-1);
            }
        }

        return acks == 0 ? null : answer.Int32(0).ToArray();
    }

    private byte[] Fetch(ref BrokerReader reader, BrokerWriter answer, out bool isWaiting, out int waitMs)
    {
        _ = reader.ReadInt32();
        waitMs = reader.ReadInt32();
        _ = reader.ReadInt32();
        _ = reader.ReadInt32();
        var isCommitted = reader.ReadByte() == 1;
        var topics = reader.ReadInt32();
        answer.Int32(0).Int32(topics);
        isWaiting = true;
        for (; topics > 0; topics--)
        {
            var topic = reader.ReadText()!;
            var partitions = reader.ReadInt32();
            answer.Text(topic).Int32(partitions);
            for (; partitions > 0; partitions--)
            {
                var number = reader.ReadInt32();
                isWaiting &= !Fetch(answer, (topic, number), (reader.ReadInt64(), reader.ReadInt32()), isCommitted);
            }
        }

        return answer.ToArray();
    }

    private bool Fetch(
        BrokerWriter answer, (string Topic, int Number) place, (long Offset, int BytesMax) from, bool isCommitted)
    {
        answer.Int32(place.Number);
        if (state.Find(place.Topic, place.Number) is not { } partition)
        {
            answer.Int16(UnknownTopicOrPartition).Int64(-1).Int64(-1).Int32(0).Bytes([]);
            return true;
        }

        var (records, aborted) = partition.Read(from.Offset, isCommitted, from.BytesMax);
        answer.Int16(0).Int64(partition.End).Int64(partition.StableEnd).Int32(aborted.Count);
        foreach (var (producer, first) in aborted)
        {
            answer.Int64(producer).Int64(first);
        }

        answer.Bytes(records);
        return records.Length > 0;
    }

    private byte[] ListOffsets(ref BrokerReader reader, BrokerWriter answer)
    {
        _ = reader.ReadInt32();
        var topics = reader.ReadInt32();
        answer.Int32(topics);
        for (; topics > 0; topics--)
        {
            var topic = reader.ReadText()!;
            var partitions = reader.ReadInt32();
            answer.Text(topic).Int32(partitions);
            for (; partitions > 0; partitions--)
            {
                var number = reader.ReadInt32();
                var isBeginning = reader.ReadInt64() == -2;
                var partition = state.Find(topic, number);
                answer.Int32(number).Int16(partition is null ? UnknownTopicOrPartition : 0).Int64(-1)
                    .Int64(isBeginning ? 0 : partition?.End ?? -1);
            }
        }

        return answer.ToArray();
    }

    private byte[] Metadata(ref BrokerReader reader, BrokerWriter answer)
    {
        var count = reader.ReadInt32();
        List<string> topics = [];
        for (; count > 0; count--)
        {
            topics.Add(reader.ReadText()!);
        }

        topics = count < 0 ? [.. state.Topics.Keys] : topics;
        answer.Int32(1).Int32(1).Text("127.0.0.1").Int32(port).Text(null).Text("broker").Int32(1).Int32(topics.Count);
        foreach (var topic in topics)
        {
            var partitions = state.Topics.GetValueOrDefault(topic) ?? [];
            answer.Int16(partitions.Length == 0 ? UnknownTopicOrPartition : 0).Text(topic).Byte(0)
                .Int32(partitions.Length);
            for (var number = 0; number < partitions.Length; number++)
            {
                answer.Int16(0).Int32(number).Int32(1).Int32(1).Int32(1).Int32(1).Int32(1);
            }
        }

        return answer.ToArray();
    }
}

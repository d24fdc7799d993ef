namespace WireSP.TestKit.Connectors.Kafka.Broker;

/// <content>Group offsets and transactions.</content>
internal sealed partial class BrokerRequests
{
    private byte[] CommitOffsets(ref BrokerReader reader, BrokerWriter answer)
    {
        var group = reader.ReadText()!;
        _ = reader.ReadInt32();
        _ = reader.ReadText();
        _ = reader.ReadInt64();
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
                state.CommitOffset(group, topic, number, reader.ReadInt64());
                _ = reader.ReadText();
                answer.Int32(number).Int16(0);
            }
        }

        return answer.ToArray();
    }

    private byte[] FetchOffsets(ref BrokerReader reader, BrokerWriter answer)
    {
        var group = reader.ReadText()!;
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
                answer.Int32(number).Int64(state.CommittedOffset(group, topic, number)).Text("").Int16(0);
            }
        }

        return answer.ToArray();
    }

    private byte[] AnswerTransaction(short kind, ref BrokerReader reader, BrokerWriter answer)
    {
        var id = reader.ReadText()!;
        var group = kind == 28 ? reader.ReadText() : null;
        _ = reader.ReadInt64();
        var epoch = reader.ReadInt16();
        answer.Int32(0);
        if (kind == 25)
        {
            return answer.Int16(state.InTransaction(id, epoch, _ => { })).ToArray();
        }

        if (kind == 26)
        {
            var isCommit = reader.ReadByte() != 0;
            return answer.Int16(state.InTransaction(id, epoch, one => state.End(one, isCommit))).ToArray();
        }

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
                var offset = group is null ? 0 : reader.ReadInt64();
                var metadata = group is null ? null : reader.ReadText();
                answer.Int32(number).Int16(state.InTransaction(id, epoch, one =>
                {
                    if (group is null)
                    {
                        _ = one.Partitions.Add((topic, number));
                    }
                    else
                    {
                        one.Offsets[(group, topic, number)] = offset;
                    }
                }));
            }
        }

        return answer.ToArray();
    }
}

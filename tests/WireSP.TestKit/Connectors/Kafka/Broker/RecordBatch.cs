using System.Buffers.Binary;
using WireSP.Streaming.Checkpoints;

namespace WireSP.TestKit.Connectors.Kafka.Broker;

/// <summary>A batch of records of version 2, as it came or made here to end a transaction.</summary>
internal sealed class RecordBatch
{
    private const int LengthAt = 8;
    private const int MagicAt = 16;
    private const int ChecksumAt = 17;
    private const int AttributesAt = 21;
    private const int LastDeltaAt = 23;
    private const int ProducerAt = 43;
    private const int EpochAt = 51;
    private const int SequenceAt = 53;
    private const int CountAt = 57;
    private const int RecordsAt = 61;
    private const short Transactional = 0x10;
    private const short Control = 0x20;

    public RecordBatch(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    public long BaseOffset
    {
        get => BinaryPrimitives.ReadInt64BigEndian(Bytes);
        set => BinaryPrimitives.WriteInt64BigEndian(Bytes, value);
    }

    public long LastOffset => BaseOffset + BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(LastDeltaAt));

    public long ProducerId => BinaryPrimitives.ReadInt64BigEndian(Bytes.AsSpan(ProducerAt));

    public short Epoch => BinaryPrimitives.ReadInt16BigEndian(Bytes.AsSpan(EpochAt));

    public int Sequence => BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(SequenceAt));

    public bool IsTransactional =>
        (BinaryPrimitives.ReadInt16BigEndian(Bytes.AsSpan(AttributesAt)) & Transactional) != 0;

    /// <summary>Cuts a sequence of batches apart.</summary>
    public static IEnumerable<RecordBatch> Split(byte[] records)
    {
        for (var at = 0; at < records.Length;)
        {
            var length = LengthAt + 4 + BinaryPrimitives.ReadInt32BigEndian(records.AsSpan(at + LengthAt));
            yield return new RecordBatch(records[at..(at + length)]);
            at += length;
        }
    }

    /// <summary>The batch of one record that ends a transaction.</summary>
    public static RecordBatch EndOf(long producerId, short epoch, bool isCommit)
    {
        // Length, attributes, deltas of time and offset; key: version 0 and kind; value: version and epoch 0; headers.
        byte[] record = [30, 0, 0, 0, 8, 0, 0, 0, isCommit ? (byte)1 : (byte)0, 12, 0, 0, 0, 0, 0, 0, 0];
        record[0] = (byte)((record.Length - 1) * 2);
        var bytes = new byte[RecordsAt + record.Length];
        record.CopyTo(bytes, RecordsAt);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(LengthAt), bytes.Length - LengthAt - 4);
        bytes[MagicAt] = 2;
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(AttributesAt), Transactional | Control);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(ProducerAt), producerId);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(EpochAt), epoch);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(SequenceAt), -1);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(CountAt), 1);
        BinaryPrimitives.WriteUInt32BigEndian(
            bytes.AsSpan(ChecksumAt), Crc32C.Compute(bytes.AsSpan(AttributesAt)));
        return new RecordBatch(bytes);
    }
}

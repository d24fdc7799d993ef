using System.Buffers.Binary;
using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// Bytes of a checkpoint: a header and records of BSON, each with its own CRC-32C. Large state is outside, in segments
/// of packs, which the last record lists with their checksums. The first version had all of it inside, the second had
/// groups in rows and not in columns.
/// </summary>
/// <remarks>
/// <code>
/// 0   "WSPC"                 12  CRC-32C of bytes 0 to 11
/// 4   u16 format version     16  records: u32 length of the body, u8 kind, body, u32 CRC-32C of all three
/// 6   u16 zero
/// 8   u32 number of records
/// </code>
/// </remarks>
public static class CheckpointFormat
{
    /// <summary>The version that this release writes; it reads every version up to it.</summary>
    public const int Version = 3;

    private const int HeaderBytes = 16;
    private const int FrameBytes = 9;
    private const byte TaskRecord = 1;
    private const byte StateRecord = 2;
    private const byte SegmentsRecord = 3;

    private static ReadOnlySpan<byte> Magic => "WSPC"u8;

    /// <summary>Writes a checkpoint.</summary>
    public static byte[] Encode(CheckpointContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        List<(byte Kind, BsonDocument Body)> records = [(TaskRecord, EncodeTask(content))];
        if (content.State is { } state)
        {
            records.Add((StateRecord, state));
        }

        if (content.Segments.Count > 0)
        {
            records.Add((SegmentsRecord, EncodeSegments(content.Segments)));
        }

        var length = HeaderBytes;
        foreach (var (_, body) in records)
        {
            length += FrameBytes + body.Length;
        }

        var bytes = new byte[length];
        WriteHeader(bytes, records.Count);
        var at = HeaderBytes;
        foreach (var (kind, body) in records)
        {
            at = WriteRecord(bytes, at, kind, body);
        }

        return bytes;
    }

    /// <summary>Reads a checkpoint; what it gives refers to the bytes.</summary>
    /// <exception cref="CheckpointFormatException">It is damaged, or a newer release wrote it.</exception>
    public static CheckpointContent Decode(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var count = ReadHeader(bytes);
        var at = HeaderBytes;
        BsonDocument? task = null;
        BsonDocument? state = null;
        BsonDocument? segments = null;
        for (var i = 0; i < count; i++)
        {
            var (kind, body) = ReadRecord(bytes, ref at);
            task = kind == TaskRecord ? body : task;
            state = kind == StateRecord ? body : state;
            segments = kind == SegmentsRecord ? body : segments;
        }

        if (at != bytes.Length || task is not { } read)
        {
            throw CheckpointFormatException.Damaged("records are missing or too many");
        }

        return new CheckpointContent(
            read["definition"].AsDocument, Optional(read["position"]), Optional(read["recompute"]), state)
        {
            Segments = segments is { } listed ? DecodeSegments(listed) : [],
        };
    }

    private static BsonDocument EncodeTask(CheckpointContent content)
    {
        var builder = new BsonDocumentBuilder { { "definition", content.Definition } };
        if (content.Position is { } position)
        {
            builder.Add("position", position);
        }

        if (content.Recompute is { } recompute)
        {
            builder.Add("recompute", recompute);
        }

        return builder.ToDocument();
    }

    // Four numbers for each: pack, offset, length, checksum.
    private static BsonDocument EncodeSegments(IReadOnlyList<StateSegment> segments)
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        foreach (var segment in segments)
        {
            writer.WriteInt64([], segment.Pack);
            writer.WriteInt64([], segment.Offset);
            writer.WriteInt32([], segment.Length);
            writer.WriteInt32([], (int)segment.Checksum);
        }

        writer.End(start);
        return writer.ToDocument();
    }

    private static List<StateSegment> DecodeSegments(BsonDocument listed)
    {
        List<StateSegment> segments = [];
        var numbers = new long[4];
        var count = 0;
        foreach (var element in listed)
        {
            numbers[count++] = element.Value.Type == BsonType.Int32 ? element.Value.AsInt32 : element.Value.AsInt64;
            if (count == numbers.Length)
            {
                segments.Add(new StateSegment(numbers[0], numbers[1], (int)numbers[2], (uint)numbers[3]));
                count = 0;
            }
        }

        return segments;
    }

    private static BsonDocument? Optional(BsonValue value) =>
        value.Type == BsonType.Document ? value.AsDocument : null;

    private static void WriteHeader(Span<byte> bytes, int records)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], (uint)records);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], Crc32C.Compute(bytes[..12]));
    }

    private static int ReadHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) != Crc32C.Compute(bytes[..12]))
        {
            throw CheckpointFormatException.Damaged("the header is damaged");
        }

        // Behind a whole header, so that a flipped bit is not taken for a newer release.
        var version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        return version <= Version
            ? (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..])
            : throw CheckpointFormatException.Newer(version);
    }

    private static int WriteRecord(Span<byte> bytes, int at, byte kind, BsonDocument body)
    {
        var record = bytes.Slice(at, FrameBytes + body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)body.Length);
        record[4] = kind;
        body.Span.CopyTo(record[5..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[^4..], Crc32C.Compute(record[..^4]));
        return at + record.Length;
    }

    private static (byte Kind, BsonDocument Body) ReadRecord(byte[] bytes, ref int at)
    {
        var left = bytes.Length - at;
        if (left < FrameBytes)
        {
            throw CheckpointFormatException.Damaged("it ends inside a record");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
        if (length > left - FrameBytes)
        {
            throw CheckpointFormatException.Damaged("it ends inside a record");
        }

        var record = bytes.AsSpan(at, FrameBytes + (int)length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record[^4..]) != Crc32C.Compute(record[..^4]))
        {
            throw CheckpointFormatException.Damaged("a record does not have its checksum");
        }

        var body = new BsonDocument(bytes, at + 5, (int)length);
        at += record.Length;
        return (record[4], body);
    }
}

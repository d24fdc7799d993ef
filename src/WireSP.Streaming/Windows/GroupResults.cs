using System.Buffers.Binary;
using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Results of neighbouring groups that are alike: their values in columns, and their documents as copies of one that
/// differ in their values alone.
/// </summary>
internal sealed class GroupResults
{
    /// <summary>Most results at a time.</summary>
    public const int CountMax = 64;

    private static ReadOnlySpan<byte> Zeros => [0, 0, 0, 0, 0, 0, 0, 0];

    private readonly byte[][] _names;
    private readonly long[][] _payloads;
    private readonly BsonType[] _types;

    // A document of these types, and where its values are.
    private readonly BsonType[] _writtenTypes;
    private readonly int[] _places;
    private byte[] _document = [];

    private readonly BsonWriter _apart = new();

    /// <summary>Creates results without any.</summary>
    /// <param name="plan">The stage that they are of.</param>
    public GroupResults(GroupPlan plan)
    {
        _names = ["_id"u8.ToArray(), .. plan.Names];
        _payloads = Array.ConvertAll(_names, static _ => new long[CountMax]);
        _types = new BsonType[_names.Length];
        _writtenTypes = new BsonType[_names.Length];
        _places = new int[_names.Length];
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The names of the documents' fields, UTF-8, the key's first.</summary>
    public ReadOnlySpan<byte[]> Names => _names;

    /// <summary>Their types.</summary>
    public ReadOnlySpan<BsonType> Types => _types;

    /// <summary>Where their bits are, by field and document.</summary>
    public ReadOnlySpan<long[]> Columns => _payloads;

    /// <summary>Counts up as the types become others.</summary>
    public int Layout { get; private set; }

    /// <summary>Bytes of each document.</summary>
    public int DocumentBytes => _document.Length;

    /// <summary>The type of the keys, as field -1, or of an accumulator's results.</summary>
    public BsonType TypeOf(int field) => _types[field + 1];

    /// <summary>The bits of the keys, as field -1, or of an accumulator's results.</summary>
    public ReadOnlySpan<long> PayloadsOf(int field) => Column(field + 1);

    /// <summary>Reads the results of some groups; false where they are not alike.</summary>
    /// <param name="table">The keys.</param>
    /// <param name="columns">The accumulators.</param>
    /// <param name="first">The first group.</param>
    /// <param name="count">How many groups.</param>
    public bool TryRead(GroupTable table, GroupColumns columns, int first, int count)
    {
        Count = count;
        _types[0] = table.Keys(first, Column(0));
        if (_types[0] == BsonType.Missing)
        {
            return false;
        }

        columns.Context.Begin(BsonDocument.Empty);
        for (var i = 0; i < columns.Items.Length; i++)
        {
            _types[i + 1] = columns.Items[i].Results(first, Column(i + 1), columns.Context);
            if (_types[i + 1] == BsonType.Missing)
            {
                return false;
            }
        }

        if (_document.Length == 0 || !_types.AsSpan().SequenceEqual(_writtenTypes))
        {
            WriteDocument();
        }

        return true;
    }

    /// <summary>The documents, one after the other; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write()
    {
        _apart.Reset();
        Write(_apart);
        return _apart.Written;
    }

    /// <summary>Writes the documents, one after the other.</summary>
    public void Write(BsonWriter writer)
    {
        var length = _document.Length;
        var room = writer.GetSpan(length * Count)[..(length * Count)];
        for (var at = 0; at < room.Length; at += length)
        {
            _document.CopyTo(room[at..]);
        }

        for (var i = 0; i < _places.Length; i++)
        {
            if (_types[i] == BsonType.Int32)
            {
                PatchInt32(room, _places[i], Column(i));
            }
            else if (_types[i] != BsonType.Null)
            {
                PatchInt64(room, _places[i], Column(i));
            }
        }

        writer.Advance(room.Length);
    }

    /// <summary>Writes one of the documents.</summary>
    public void WriteOne(int index, BsonWriter writer)
    {
        var start = writer.Position;
        writer.WriteRaw(_document);
        for (var i = 0; i < _places.Length; i++)
        {
            var payload = _payloads[i][index];
            if (_types[i] == BsonType.Int32)
            {
                writer.PatchInt32(start + _places[i], (int)payload);
            }
            else if (_types[i] != BsonType.Null)
            {
                writer.PatchInt64(start + _places[i], payload);
            }
        }
    }

    private void PatchInt32(Span<byte> room, int place, ReadOnlySpan<long> payloads)
    {
        foreach (var payload in payloads)
        {
            BinaryPrimitives.WriteInt32LittleEndian(room[place..], (int)payload);
            place += _document.Length;
        }
    }

    private void PatchInt64(Span<byte> room, int place, ReadOnlySpan<long> payloads)
    {
        foreach (var payload in payloads)
        {
            BinaryPrimitives.WriteInt64LittleEndian(room[place..], payload);
            place += _document.Length;
        }
    }

    private Span<long> Column(int index) => _payloads[index].AsSpan(0, Count);

    private void WriteDocument()
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        for (var i = 0; i < _names.Length; i++)
        {
            writer.WriteHeader(_types[i], _names[i]);
            _places[i] = writer.Position;
            writer.WriteRaw(Zeros[..BytesOf(_types[i])]);
        }

        writer.End(start);
        _document = writer.Written.ToArray();
        _types.CopyTo(_writtenTypes, 0);
        Layout++;
    }

    private static int BytesOf(BsonType type) => type switch
    {
        BsonType.Null => 0,
        BsonType.Int32 => sizeof(int),
        _ => sizeof(long),
    };
}

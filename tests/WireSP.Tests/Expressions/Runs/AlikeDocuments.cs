using System.Buffers.Binary;
using WireSP.Bson;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions.Runs;

/// <summary>
/// Documents of one shape, of which some are damaged: other types, names, lengths, fewer bytes, or another shape. Their
/// own length and their terminator are sound, as whoever hands documents over has checked.
/// </summary>
internal sealed class AlikeDocuments
{
    private static readonly string[] Names =
        ["i", "l", "d", "at", "s", "u", "o", "j", "b", "n", "bytes", "é", "a name past thirty-two bytes in length"];

    private static readonly long[] Integers =
        [int.MaxValue, int.MinValue, int.MaxValue + 1L, long.MaxValue, long.MinValue, -1, 0, 1L << 53];

    private static readonly double[] Reals =
    [
        double.NaN, BitConverter.Int64BitsToDouble(0x7FF0000000000001), double.PositiveInfinity,
        double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue, long.MaxValue,
    ];

    private readonly Random _random;
    private readonly string[] _order;

    // Of so many values one is at an edge, and of so many texts one is long.
    private readonly int _edges;
    private readonly int _longTexts;
    private readonly int _textLengthMax;
    private long _timeMs;

    /// <summary>Draws a shape.</summary>
    public AlikeDocuments(Random random)
    {
        _random = random;

        // Of few fields shapes are often alike but for the types.
        var left = random.Next(2) == 0 ? 4 : 1;
        _order = [.. Names.Where(name => name == "at" || random.Next(5) < left)];
        random.Shuffle(_order);
        _edges = random.Next(3) switch { 0 => 20, 1 => 2_000, _ => int.MaxValue };
        _longTexts = random.Next(3) == 0 ? 50 : int.MaxValue;
        _textLengthMax = random.Next(3) switch { 0 => 1, 1 => 20, _ => 90 };
    }

    /// <summary>Whether dates go on from document to document, as event times do.</summary>
    public bool HasTimes { get; init; }

    /// <summary>Documents of the shape.</summary>
    public BsonDocument[] Sound(int count) => [.. Enumerable.Range(0, count).Select(_ => Next(_order))];

    /// <summary>As many documents, of which some are damaged; there may be bytes between them.</summary>
    public DocumentSlice[] Damaged(int count, int damagedCount, out byte[] buffer)
    {
        var documents = Array.ConvertAll(Sound(count), document => document.Span.ToArray());
        foreach (var row in _random.GetItems([.. Enumerable.Range(0, count)], damagedCount).Distinct())
        {
            documents[row] = Damage(documents[row]);
        }

        return Join(documents, out buffer);
    }

    /// <summary>As many documents, of which some are damaged in a way that leaves them well formed.</summary>
    public BsonDocument[] Varied(int count, int variedCount)
    {
        var documents = Sound(count);
        for (; variedCount > 0; variedCount--)
        {
            var varied = Damage(documents[0].Span.ToArray());
            if (IsWellFormed(varied))
            {
                documents[_random.Next(1, count)] = new BsonDocument(varied);
            }
        }

        return documents;
    }

    /// <summary>A document that is somehow not like the others; it may be malformed.</summary>
    public byte[] Damage(byte[] document)
    {
        var places = PlacesOf(document);
        if (places.Count == 0 || _random.Next(4) == 0)
        {
            return Other();
        }

        var (at, name, value) = places[_random.Next(places.Count)];
        var damaged = (byte[])document.Clone();
        switch (_random.Next(8))
        {
            case 0:
                damaged[4 + _random.Next(damaged.Length - 5)] = (byte)_random.Next(256);
                break;
            case 1:
                // The first ones are as long as each other, so that what follows stays where it is.
                damaged[at] = _random.GetItems<byte>([1, 9, 17, 18, 2, 13, 14, 3, 4, 16, 10, 6, 0, 5, 200], 1)[0];
                break;
            case 2:
                damaged[at + 1 + _random.Next(name.Length + 1)] = _random.GetItems<byte>([0, (byte)'i', 0x7F], 1)[0];
                break;
            case 3 when value + 4 < damaged.Length:
                var length = BinaryPrimitives.ReadInt32LittleEndian(damaged.AsSpan(value));
                var other = _random.Next(6) switch
                {
                    0 => length + 1,
                    1 => length - 1,
                    2 => damaged.Length - value + _random.Next(-8, 200),
                    3 => int.MaxValue - _random.Next(8),
                    4 => _random.Next(-2, 6),
                    _ => int.MinValue + _random.Next(8),
                };
                BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(value), other);
                break;
            case 4:
                // Any terminator but the document's own.
                var zero = damaged.AsSpan(value..^1).IndexOf((byte)0);
                damaged[zero < 0 ? value - 1 : value + zero] = (byte)'x';
                break;
            case 5:
                // Anywhere, or inside of a value.
                var end = _random.Next(2) == 0 ? _random.Next(5, damaged.Length) : value + _random.Next(1, 9);
                damaged = damaged[..Math.Min(end, damaged.Length)];
                break;
            case 6:
                // As many bytes more before the terminator, or instead of some.
                damaged = [.. damaged[..^1], .. new byte[_random.Next(1, 40)], 0];
                break;
            default:
                damaged = [.. damaged[..at], .. damaged[value..]];
                break;
        }

        BinaryPrimitives.WriteInt32LittleEndian(damaged, damaged.Length);
        damaged[^1] = 0;
        return damaged;
    }

    private static bool IsWellFormed(byte[] document)
    {
        try
        {
            BsonValidator.Validate(document);
            return true;
        }
        catch (BsonFormatException)
        {
            return false;
        }
    }

    private byte[] Other()
    {
        var order = (string[])_order.Clone();
        switch (_random.Next(3))
        {
            case 0:
                _random.Shuffle(order);
                break;
            case 1:
                order = [.. order.Where(_ => _random.Next(4) > 0)];
                break;
            default:
                order = [.. order, Names[_random.Next(Names.Length)]];
                break;
        }

        return Next(order).Span.ToArray();
    }

    private DocumentSlice[] Join(byte[][] documents, out byte[] buffer)
    {
        var gapMax = _random.Next(2) * 40;
        var writer = new BsonWriter();
        var slices = Array.ConvertAll(documents, document =>
        {
            writer.WriteRaw(Noise(_random.Next(gapMax + 1)));
            var offset = writer.Position;
            writer.WriteRaw(document);
            return new DocumentSlice(offset, document.Length);
        });
        writer.WriteRaw(Noise(_random.Next(3) switch { 0 => 0, 1 => _random.Next(100), _ => 2_000 }));
        buffer = writer.Written.ToArray();
        return slices;
    }

    private byte[] Noise(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    // Where elements, those of embedded documents too, and their values begin.
    private static List<(int At, byte[] Name, int Value)> PlacesOf(byte[] bytes)
    {
        List<(int, byte[], int)> places = [];
        Add(new BsonDocument(bytes));
        return places;

        void Add(BsonDocument document)
        {
            foreach (var element in document)
            {
                places.Add((element.RawOffset, element.NameUtf8.ToArray(), element.ValueOffset));
                if (element.Type == BsonType.Document)
                {
                    Add(element.Value.AsDocument);
                }
            }
        }
    }

    private BsonDocument Next(string[] order)
    {
        var document = new BsonDocumentBuilder();
        foreach (var name in order)
        {
            document.Add(name, ValueOf(name));
        }

        return document.ToDocument();
    }

    private BsonValue ValueOf(string name) => name switch
    {
        "i" or "j" => BsonValue.FromInt32(IsRare(_edges) ? (int)Edge(Integers) : _random.Next(-1000, 1000)),
        "l" => BsonValue.FromInt64(IsRare(_edges) ? Edge(Integers) : _random.NextInt64(-5_000_000_000, 5_000_000_000)),
        "d" => BsonValue.FromDouble(IsRare(_edges) ? Edge(Reals) : _random.Next(-50, 50) / 4.0),
        "at" when HasTimes => BsonValue.FromDateTimeMs(_timeMs += _random.Next(-10, 30)),
        "at" => BsonValue.FromDateTimeMs(
            IsRare(_edges) ? Edge(Integers) : _random.NextInt64(-4_000_000_000_000, 4_000_000_000_000)),
        "b" => BsonValue.FromBoolean(_random.Next(2) == 0),
        "n" => BsonValue.Null,
        "bytes" => BsonValue.FromBinary(Noise(_random.Next(_textLengthMax)), 0),
        "é" => BsonValue.FromString(IsRare(60) ? "soon" : $"2020-01-01T00:00:{_random.Next(10, 60)}Z"),
        "o" => BsonValue.FromDocument(new BsonDocumentBuilder
        {
            { "i", ValueOf("i") },
            { "s", ValueOf("s") },
            { "p", new BsonDocumentBuilder { { "l", ValueOf("l") }, { "s", ValueOf("s") } }.ToDocument() },
            { "d", ValueOf("d") },
        }.ToDocument()),
        _ => BsonValue.FromString(Text()),
    };

    private string Text() => new(
        (char)_random.Next('a', 'f'), IsRare(_longTexts) ? _random.Next(2_000) : _random.Next(_textLengthMax));

    private bool IsRare(int among) => _random.Next(among) == 0;

    private T Edge<T>(T[] edges) => edges[_random.Next(edges.Length)];
}

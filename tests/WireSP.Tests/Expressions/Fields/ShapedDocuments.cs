using System.Text;
using WireSP.Bson;

namespace WireSP.Tests.Expressions.Fields;

/// <summary>
/// Random documents as streams have them: most repeat the shape of one before, some differ in order, types, names or
/// depth.
/// </summary>
internal sealed class ShapedDocuments(int seed)
{
    // Of so many texts and binaries one has a length of its own, and all others that of their shape.
    private const int OddLength = 12;

    private static readonly string[] Names =
        ["a", "b", "c", "at", "abcdef", "abcdefg", "abcdefgh", "a name past sixteen bytes", "é"];

    private readonly Random _random = new(seed);
    private readonly List<int> _shapes = [];
    private int? _last;

    /// <summary>Of how many documents one may have another shape than the one before.</summary>
    public int AlikeCount { get; init; } = 1;

    /// <summary>The next document, in a buffer with or without bytes before and after it.</summary>
    public BsonDocument Next()
    {
        if (_shapes.Count == 0 || _random.Next(4) == 0)
        {
            _shapes.Add(_random.Next());
        }

        if (_last is not { } shape || _random.Next(AlikeCount) == 0)
        {
            _last = shape = _shapes[_random.Next(_shapes.Count)];
        }

        var writer = new BsonWriter();
        WriteDocument(writer, new Random(shape), depth: 3);
        var before = _random.Next(3) * 7;
        var bytes = new byte[before + writer.Position + (_random.Next(4) * 13)];
        writer.Written.CopyTo(bytes.AsSpan(before));
        return new BsonDocument(bytes, before, writer.Position);
    }

    // The shape decides names and types, this stream's own randomness decides the values.
    private void WriteDocument(BsonWriter writer, Random shape, int depth)
    {
        var start = writer.BeginDocument();
        for (var count = shape.Next(8); count > 0; count--)
        {
            WriteElement(writer, shape, Names[shape.Next(Names.Length)], depth);
        }

        writer.End(start);
    }

    private void WriteElement(BsonWriter writer, Random shape, string text, int depth)
    {
        var name = Encoding.UTF8.GetBytes(text);
        switch (shape.Next(depth == 0 ? 6 : 10))
        {
            case 0:
                writer.WriteInt64(name, _random.Next());
                break;
            case 1:
                writer.WriteInt32(name, _random.Next());
                break;
            case 2:
                writer.WriteString(name, new string('x', Length(shape, 20)));
                break;
            case 3:
                writer.WriteValue(name, BsonValue.FromBinary(new byte[Length(shape, 9)]));
                break;
            case 4:
                writer.WriteNull(name);
                break;
            case 5:
                writer.WriteValue(name, BsonValue.FromRegularExpression(new string('r', _random.Next(5)), ""));
                break;
            case 6:
                WriteArray(writer, shape, name, depth);
                break;
            default:
                writer.WriteHeader(BsonType.Document, name);
                WriteDocument(writer, shape, depth - 1);
                break;
        }
    }

    private int Length(Random shape, int lengthMax)
    {
        var usual = shape.Next(lengthMax);
        return _random.Next(OddLength) == 0 ? _random.Next(lengthMax) : usual;
    }

    private void WriteArray(BsonWriter writer, Random shape, byte[] name, int depth)
    {
        var start = writer.BeginArray(name);
        var count = shape.Next(4);
        for (var i = 0; i < count; i++)
        {
            WriteElement(writer, shape, $"{i}", depth - 1);
        }

        writer.End(start);
    }
}

using WireSP.Bson;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Runs;

/// <summary>A part of a new document: bytes of the old one, or a field with a computed value.</summary>
internal readonly struct RunPiece
{
    private RunPiece(ShapeRange range, bool isRest)
    {
        Range = range;
        IsRest = isRest;
    }

    private RunPiece(byte[] header, int headerLength, int source, BsonType type)
    {
        Header = header;
        HeaderLength = headerLength;
        Source = source;
        Type = type;
    }

    /// <summary>The bytes that are copied, where there is no <see cref="Header"/>.</summary>
    public ShapeRange Range { get; }

    /// <summary>Whether the range goes on to the document's last element.</summary>
    public bool IsRest { get; }

    /// <summary>Type and name of the field, filled up to a multiple of what is copied at once.</summary>
    public byte[]? Header { get; }

    /// <summary>Bytes of type and name.</summary>
    public int HeaderLength { get; }

    /// <summary>Which of the computed values the field gets.</summary>
    public int Source { get; }

    /// <summary>The value's type.</summary>
    public BsonType Type { get; }

    /// <summary>Bytes between two points.</summary>
    public static RunPiece Of(ShapeRange range) => new(range, isRest: false);

    /// <summary>Bytes from a point on to the end of the last element.</summary>
    public static RunPiece Rest(ShapePoint start) => new(new ShapeRange(start, start), isRest: true);

    /// <summary>A field with a computed value.</summary>
    public static RunPiece Of(byte[] name, int source, BsonType type)
    {
        var length = name.Length + 2;
        var header = new byte[RunCopy.RoomFor(length)];
        header[0] = (byte)type;
        name.CopyTo(header, 1);
        return new RunPiece(header, length, source, type);
    }
}

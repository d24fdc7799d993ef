using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace WireSP.Bson;

/// <summary>Reads a column that <see cref="BsonColumn"/> wrote: row after row, or all numbers at once.</summary>
/// <remarks>Values refer to the column's bytes.</remarks>
public ref struct BsonColumnReader
{
    private readonly ReadOnlySpan<byte> _differences;
    private readonly BsonType _type;
    private readonly int _width;
    private readonly long _least;
    private BsonDocument.Enumerator _elements;
    private int _next;

    /// <summary>Begins with the first row.</summary>
    /// <exception cref="BsonFormatException">The value is no column.</exception>
    public BsonColumnReader(scoped in BsonValue column)
    {
        if (column.Type == BsonType.Document)
        {
            Rows = column.AsDocument.CountElements();
            _elements = column.AsDocument.GetEnumerator();
            return;
        }

        if (column.Type != BsonType.Binary || column.BinarySubtype != BsonColumn.PackedSubtype)
        {
            throw new BsonFormatException("a column is a document or packed numbers");
        }

        var packed = column.AsBinary;
        if (packed.Length < BsonColumn.PackedHeaderBytes)
        {
            throw new BsonFormatException("packed numbers end in their header");
        }

        _type = (BsonType)packed[0];
        _width = packed[1];
        Rows = BinaryPrimitives.ReadUInt16LittleEndian(packed[2..]);
        _least = BinaryPrimitives.ReadInt64LittleEndian(packed[4..]);
        _differences = packed[BsonColumn.PackedHeaderBytes..];
        if (_width is not (0 or sizeof(byte) or sizeof(ushort) or sizeof(uint) or sizeof(ulong))
            || _differences.Length != Rows * _width || Rows > BsonColumn.RowsMax)
        {
            throw new BsonFormatException("packed numbers do not have the length that they say");
        }
    }

    /// <summary>Rows of the column.</summary>
    public int Rows { get; }

    /// <summary>Reads all rows, if they are packed numbers.</summary>
    /// <param name="payloads">Receives the numbers' bits as values have them; has room for all rows.</param>
    /// <param name="type">Their type.</param>
    // At once optimised: a start reads all of a state before it would be (benchmark "recovery after kill -9").
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly bool TryReadScalars(Span<long> payloads, out BsonType type)
    {
        type = _type;
        if (_type == BsonType.Missing)
        {
            return false;
        }

        for (var i = 0; i < Rows; i++)
        {
            payloads[i] = PayloadOf(i);
        }

        return true;
    }

    /// <summary>The next row's value.</summary>
    /// <exception cref="BsonFormatException">There are no more rows.</exception>
    public BsonValue Next()
    {
        if (_type != BsonType.Missing && _next < Rows)
        {
            return BsonValue.FromPayload(_type, PayloadOf(_next++));
        }

        return _type == BsonType.Missing && _elements.MoveNext()
            ? _elements.Current.Value
            : throw new BsonFormatException("a column has too few rows");
    }

    private readonly long PayloadOf(int row) => _least + _width switch
    {
        0 => 0,
        sizeof(byte) => _differences[row],
        sizeof(ushort) => BinaryPrimitives.ReadUInt16LittleEndian(_differences[(row * sizeof(ushort))..]),
        sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(_differences[(row * sizeof(uint))..]),
        _ => BinaryPrimitives.ReadInt64LittleEndian(_differences[(row * sizeof(long))..]),
    };
}

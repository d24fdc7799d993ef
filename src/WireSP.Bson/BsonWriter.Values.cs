using System.Text;

namespace WireSP.Bson;

/// <content>Writes whole elements, one method a type, and any <see cref="BsonValue"/>.</content>
public sealed partial class BsonWriter
{
    /// <summary>Opens an embedded document.</summary>
    /// <returns>The position to close it with.</returns>
    public int BeginDocument(string name)
    {
        WriteHeader(BsonType.Document, name);
        return BeginDocument();
    }

    /// <summary>Opens an array.</summary>
    /// <returns>The position to close it with.</returns>
    public int BeginArray(string name)
    {
        WriteHeader(BsonType.Array, name);
        return BeginDocument();
    }

    /// <summary>Writes an element's type and name; the caller writes the value after it.</summary>
    public void WriteHeader(BsonType type, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<byte> utf8 = name.Length <= 80 ? stackalloc byte[240] : new byte[name.Length * 3];
        WriteHeader(type, utf8[..Encoding.UTF8.GetBytes(name, utf8)]);
    }

    /// <summary>Writes an int32 element.</summary>
    public void WriteInt32(ReadOnlySpan<byte> name, int value)
    {
        WriteHeader(BsonType.Int32, name);
        WriteRawInt32(value);
    }

    /// <summary>Writes an int64 element.</summary>
    public void WriteInt64(ReadOnlySpan<byte> name, long value)
    {
        WriteHeader(BsonType.Int64, name);
        WriteRawInt64(value);
    }

    /// <summary>Writes a double element.</summary>
    public void WriteDouble(ReadOnlySpan<byte> name, double value)
    {
        WriteHeader(BsonType.Double, name);
        WriteRawInt64(BitConverter.DoubleToInt64Bits(value));
    }

    /// <summary>Writes a boolean element.</summary>
    public void WriteBoolean(ReadOnlySpan<byte> name, bool value)
    {
        WriteHeader(BsonType.Boolean, name);
        WriteRaw(value ? [1] : [0]);
    }

    /// <summary>Writes a date element, milliseconds since 1970-01-01 UTC.</summary>
    public void WriteDateTime(ReadOnlySpan<byte> name, long milliseconds)
    {
        WriteHeader(BsonType.DateTime, name);
        WriteRawInt64(milliseconds);
    }

    /// <summary>Writes a null element.</summary>
    public void WriteNull(ReadOnlySpan<byte> name) => WriteHeader(BsonType.Null, name);

    /// <summary>Writes a string element from UTF-8 bytes.</summary>
    public void WriteString(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        WriteHeader(BsonType.String, name);
        WriteTextValue(utf8);
    }

    /// <summary>Writes a string element.</summary>
    public void WriteString(ReadOnlySpan<byte> name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        WriteHeader(BsonType.String, name);
        var lengthAt = _position;
        WriteRawInt32(0);
        Ensure(Encoding.UTF8.GetMaxByteCount(value.Length) + 1);
        _position += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_position));
        _buffer[_position++] = 0;
        PatchInt32(lengthAt, _position - lengthAt - 4);
    }

    /// <summary>Writes an embedded document element.</summary>
    public void WriteDocument(ReadOnlySpan<byte> name, BsonDocument document)
    {
        WriteHeader(BsonType.Document, name);
        WriteRaw(document.Span);
    }

    /// <summary>Writes an element of any type; a missing value writes nothing.</summary>
    public void WriteValue(ReadOnlySpan<byte> name, in BsonValue value)
    {
        if (!value.IsMissing)
        {
            WriteHeader(value.Type, name);
            WriteValueBytes(value);
        }
    }

    /// <summary>Writes an element of any type; a missing value writes nothing.</summary>
    public void WriteValue(string name, in BsonValue value)
    {
        if (!value.IsMissing)
        {
            WriteHeader(value.Type, name);
            WriteValueBytes(value);
        }
    }

    /// <summary>Writes an array's element; a missing value becomes null, because an array has no holes.</summary>
    public void WriteValue(int index, in BsonValue value)
    {
        WriteHeader(value.IsMissing ? BsonType.Null : value.Type, index);
        WriteValueBytes(value);
    }

    /// <summary>Writes a value's bytes after its header.</summary>
    public void WriteValueBytes(in BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.Int32:
                WriteRawInt32((int)value.Payload);
                break;
            case BsonType.Double or BsonType.Int64 or BsonType.DateTime or BsonType.Timestamp:
                WriteRawInt64(value.Payload);
                break;
            case BsonType.String or BsonType.Symbol or BsonType.JavaScript:
                WriteTextValue(value.Bytes);
                break;
            case BsonType.Boolean:
                WriteRaw(value.Payload != 0 ? [1] : [0]);
                break;
            case BsonType.Missing or BsonType.Null or BsonType.Undefined or BsonType.MinKey or BsonType.MaxKey:
                break;
            case BsonType.Binary:
                WriteRawInt32(value.Length);
                WriteRaw([value.BinarySubtype]);
                WriteRaw(value.Bytes);
                break;
            default:
                WriteRaw(value.Bytes);
                break;
        }
    }

    private void WriteTextValue(ReadOnlySpan<byte> utf8)
    {
        WriteRawInt32(utf8.Length + 1);
        WriteRaw(utf8);
        WriteRaw([0]);
    }
}

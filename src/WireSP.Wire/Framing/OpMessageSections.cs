using System.Buffers.Binary;
using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Framing;

/// <summary>The sections of one OP_MSG: one body, in any position, and up to two document sequences.</summary>
internal ref struct OpMessageSections(ArraySegment<byte> message, int end)
{
    private const byte BodyKind = 0;
    private const byte SequenceKind = 1;

    private readonly ReadOnlySpan<byte> _span = message.AsSpan(0, end);
    private readonly ArraySegment<byte> _message = message;
    private bool _hasBody;
    private Range _firstName;
    private Range _firstDocuments;
    private Range _secondName;
    private Range _secondDocuments;

    /// <summary>The body as it was sent.</summary>
    public BsonDocument Body { get; private set; }

    /// <summary>Number of document sequences.</summary>
    public int Sequences { get; private set; }

    /// <summary>Reads all sections.</summary>
    public void Read()
    {
        var offset = OpMessage.SectionsOffset;
        while (offset < _span.Length)
        {
            var kind = _span[offset++];
            offset = kind switch
            {
                BodyKind => ReadBody(offset),
                SequenceKind => ReadSequence(offset),
                _ => throw new WireProtocolException(ErrorCode.Location40432, $"Unknown section kind {kind}"),
            };
        }

        if (!_hasBody)
        {
            throw new MongoCommandException(ErrorCode.Location40587, "OP_MSG messages must have a body");
        }
    }

    /// <summary>Writes the body with each sequence appended as an array.</summary>
    public readonly BsonDocument Merge(BsonWriter writer)
    {
        writer.Reset();
        var start = writer.BeginDocument();
        writer.WriteRaw(Body.Span[4..^1]);
        MergeSequence(writer, _firstName, _firstDocuments);
        if (Sequences > 1)
        {
            MergeSequence(writer, _secondName, _secondDocuments);
        }

        writer.End(start);
        return writer.DocumentFrom(start);
    }

    private int ReadBody(int offset)
    {
        if (_hasBody)
        {
            throw new MongoCommandException(ErrorCode.Location40430, "Multiple body sections in message");
        }

        _hasBody = true;
        var length = DocumentLength(offset, _span.Length);
        Body = new BsonDocument(_message.Array!, _message.Offset + offset, length);
        return offset + length;
    }

    private int ReadSequence(int offset)
    {
        var size = _span.Length - offset >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(_span[offset..]) : 0;
        if (size < 5 || size > _span.Length - offset)
        {
            throw new MongoCommandException(
                ErrorCode.InvalidBSON, $"document sequence of {size} bytes does not fit its message");
        }

        var sequenceEnd = offset + size;
        var nameLength = _span[(offset + 4)..sequenceEnd].IndexOf((byte)0);
        if (nameLength < 0)
        {
            throw new MongoCommandException(ErrorCode.InvalidBSON, "document sequence has an unterminated identifier");
        }

        var name = (offset + 4)..(offset + 4 + nameLength);
        var documents = (offset + 5 + nameLength)..sequenceEnd;
        CheckDocuments(documents);
        AddSequence(name, documents);
        return sequenceEnd;
    }

    private readonly void CheckDocuments(Range documents)
    {
        var (offset, length) = documents.GetOffsetAndLength(_span.Length);
        var documentsEnd = offset + length;
        while (offset < documentsEnd)
        {
            offset += DocumentLength(offset, documentsEnd);
        }
    }

    private void AddSequence(Range name, Range documents)
    {
        switch (Sequences++)
        {
            case 0:
                (_firstName, _firstDocuments) = (name, documents);
                break;
            case 1 when _span[name].SequenceEqual(_span[_firstName]):
                throw new MongoCommandException(
                    ErrorCode.Location40431, $"Duplicate document sequence: {CommandText.Echo(_span[name])}");
            case 1:
                (_secondName, _secondDocuments) = (name, documents);
                break;
            default:
                throw new MongoCommandException(
                    ErrorCode.TooManyDocumentSequences,
                    $"a message may have {WireLimits.DocumentSequencesMax} document sequences at most");
        }
    }

    private readonly void MergeSequence(BsonWriter writer, Range name, Range documents)
    {
        // A dotted name would be a path into the body; no command has such an array.
        if (_span[name].Contains((byte)'.') || Body.TryGetValue(_span[name], out _))
        {
            throw new MongoCommandException(
                ErrorCode.Location40433,
                $"Duplicate field between body and document sequence {CommandText.Echo(_span[name])}");
        }

        var (offset, length) = documents.GetOffsetAndLength(_span.Length);
        var documentsEnd = offset + length;
        var array = writer.BeginArray(_span[name]);
        for (var index = 0; offset < documentsEnd; index++)
        {
            var documentLength = DocumentLength(offset, documentsEnd);
            writer.WriteHeader(BsonType.Document, index);
            writer.WriteRaw(_span.Slice(offset, documentLength));
            offset += documentLength;
        }

        writer.End(array);
    }

    private readonly int DocumentLength(int offset, int limit)
    {
        var length = limit - offset >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(_span[offset..]) : 0;
        if (length < BsonLimits.DocumentSizeBytesMin || length > limit - offset || _span[offset + length - 1] != 0)
        {
            throw new MongoCommandException(
                ErrorCode.InvalidBSON, $"document of {length} bytes does not fit its section");
        }

        if (length > BsonLimits.DocumentSizeBytesMax + BsonLimits.EnvelopeSizeBytesMax)
        {
            throw new MongoCommandException(
                ErrorCode.BSONObjectTooLarge,
                $"document of {length} bytes is over the limit of {BsonLimits.DocumentSizeBytesMax}");
        }

        return length;
    }
}

using System.Buffers;
using System.Text;
using WireSP.Bson;
using WireSP.Wire.Commands;
using WireSP.Wire.Compression;
using WireSP.Wire.Framing;

namespace WireSP.Wire.Connections;

/// <summary>Turns the messages of one connection into requests; the same request object each time.</summary>
internal sealed class RequestReader(ClientContext client, Compressors compressors)
{
    // A writer that once merged a large insert is not kept for the small commands after it.
    private const int MergeBufferKeptBytesMax = 256 * 1024;

    private static readonly SearchValues<byte> ForbiddenInNames = SearchValues.Create("/\\. \"\0"u8);

    private BsonWriter _merged = new();
    private byte[] _databaseUtf8 = [];
    private string _database = "";
    private ICompressor? _compressor;

    /// <summary>The request that was read last.</summary>
    public CommandRequest Request { get; } = new("", "", BsonDocument.Empty, client);

    /// <summary>Inflates an OP_COMPRESSED into a message of its own; nothing for any other message.</summary>
    /// <exception cref="WireProtocolException">Not agreed, nested, or not exactly of the claimed size.</exception>
    public MessageBytes Inflate(MessageHeader header, ArraySegment<byte> message, int sizeBytesMax)
    {
        _compressor = null;
        if (header.OpCode != OpCode.Compressed)
        {
            return default;
        }

        var compressed = OpCompressed.Parse(message, sizeBytesMax);
        if (!compressors.TryFind(compressed.CompressorId, client.Compressors, out _compressor))
        {
            throw new WireProtocolException($"compressor {compressed.CompressorId} was not agreed on");
        }

        var length = WireLimits.HeaderSizeBytes + compressed.UncompressedSizeBytes;
        var inflated = MessageBytes.Rent(length);
        try
        {
            (header with { Length = length, OpCode = compressed.OriginalOpCode }).Write(inflated.Segment);
            _compressor.Decompress(
                message.AsSpan(OpCompressed.PayloadOffset), inflated.Segment.AsSpan(WireLimits.HeaderSizeBytes));
            return inflated;
        }
        catch
        {
            inflated.Dispose();
            throw;
        }
    }

    /// <summary>Looks at how a message is to be answered.</summary>
    /// <exception cref="WireProtocolException">The opcode is not understood.</exception>
    public IncomingMessage Open(MessageHeader header, ArraySegment<byte> message)
    {
        var opCode = MessageHeader.Read(message).OpCode;
        if (opCode is not OpCode.Message and not OpCode.Query)
        {
            throw new WireProtocolException($"opcode {(int)opCode} is not understood");
        }

        var isQuery = opCode == OpCode.Query;
        return new IncomingMessage(message, header.RequestId)
        {
            IsQuery = isQuery,
            IsSilent = !isQuery && (OpMessage.PeekFlags(message) & OpMessageFlags.MoreToCome) != 0,
            Compressor = _compressor,
        };
    }

    /// <summary>Reads a message into <see cref="Request"/> and validates its document.</summary>
    /// <exception cref="WireProtocolException">The connection cannot go on.</exception>
    /// <exception cref="MongoCommandException">This request is refused.</exception>
    /// <exception cref="BsonFormatException">The document is malformed.</exception>
    public void Read(in IncomingMessage incoming)
    {
        Request.Name = "";
        Request.ExhaustCounter = null;
        Request.IsExhaustAllowed = false;
        if (incoming.IsQuery)
        {
            ReadQuery(incoming.Message);
        }
        else
        {
            ReadMessage(incoming.Message);
        }

        if (_compressor is not null && client.User is null)
        {
            RefuseCompressedLogin(Request.Body);
        }
    }

    private void ReadMessage(ArraySegment<byte> message)
    {
        if (_merged.Buffer.Length > MergeBufferKeptBytesMax)
        {
            _merged = new BsonWriter();
        }

        var parsed = OpMessage.Parse(message, _merged);
        BsonValidator.Validate(parsed.Body.Span);
        Request.IsExhaustAllowed = (parsed.Flags & OpMessageFlags.ExhaustAllowed) != 0;
        Request.Body = parsed.Body;
        var database = parsed.Body.TryGetValue("$db"u8, out var value) ? value : default;
        if (database.IsMissing)
        {
            throw new MongoCommandException(ErrorCode.Location40571, "OP_MSG requests require a $db argument");
        }

        if (database.Type != BsonType.String)
        {
            throw new MongoCommandException(
                ErrorCode.Location13111, $"wrong type for field ($db) {database.Type} != string");
        }

        Request.Database = DatabaseName(database.AsStringUtf8);
    }

    private void ReadQuery(ArraySegment<byte> message)
    {
        var query = OpQuery.Parse(message);
        BsonValidator.Validate(query.Body.Span);
        Request.Body = query.Body;
        var isHello = false;
        foreach (var element in query.Body)
        {
            isHello = element.NameEquals("hello"u8) || element.NameEquals("isMaster"u8)
                || element.NameEquals("ismaster"u8);
            break;
        }

        if (query.Database.Count == 0 || !isHello)
        {
            throw new MongoCommandException(
                ErrorCode.UnsupportedOpQueryCommand,
                "OP_QUERY is supported for hello and isMaster only; the client driver may require an upgrade");
        }

        Request.Database = DatabaseName(query.Database);
    }

    // Clients use one or two databases on a connection, so the last name is kept as text.
    private string DatabaseName(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("admin"u8))
        {
            return "admin";
        }

        if (name.Length == 0 || !name.SequenceEqual(_databaseUtf8))
        {
            if (name.Length is 0 or > WireLimits.DatabaseNameBytesMax || name.IndexOfAny(ForbiddenInNames) >= 0)
            {
                throw new MongoCommandException(
                    ErrorCode.InvalidNamespace, $"Invalid database name: '{CommandText.Echo(name)}'");
            }

            _databaseUtf8 = name.ToArray();
            _database = Encoding.UTF8.GetString(name);
        }

        return _database;
    }

    // Compression before encryption of secrets leaks their length, so no driver compresses these, and we take none.
    private static void RefuseCompressedLogin(BsonDocument body)
    {
        foreach (var element in body)
        {
            if (element.NameEquals("saslStart"u8) || element.NameEquals("saslContinue"u8)
                || element.NameEquals("authenticate"u8))
            {
                throw new WireProtocolException(
                    ErrorCode.ProtocolError, "authentication commands must not be compressed");
            }

            return;
        }
    }
}

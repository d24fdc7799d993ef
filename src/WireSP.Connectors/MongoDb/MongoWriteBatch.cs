using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Gathers statements of one kind for one collection and sends them in as few commands as the server takes. The server
/// runs them in their order and goes on behind one that it refuses.
/// </summary>
internal sealed class MongoWriteBatch(
    IMongoWriter writer, CollectionNamespace name, MongoWriteKind kind)
{
    private const int CommandBytesMax = 16 * 1024 * 1024;

    private static readonly byte[][] Commands = ["insert"u8.ToArray(), "update"u8.ToArray(), "delete"u8.ToArray()];

    private static readonly byte[][] Arrays =
        ["documents"u8.ToArray(), "updates"u8.ToArray(), "deletes"u8.ToArray()];

    private readonly List<MongoRefusal> _refused = [];
    private readonly BsonWriter _body = new(4096);
    private readonly List<int> _indexes = [];
    private int _array;
    private long _count;

    /// <summary>Inserts a document.</summary>
    /// <param name="index">The document's place among those given, for failures.</param>
    /// <param name="document">The document.</param>
    public void Insert(int index, BsonDocument document)
    {
        Begin(index, document.Length);
        _body.WriteHeader(BsonType.Document, _indexes.Count - 1);
        _body.WriteRaw(document.Span);
    }

    /// <summary>Changes a document or makes it.</summary>
    public void Update(int index, BsonDocument query, in MongoUpdate update)
    {
        Begin(index, query.Length + update.Length);
        _body.WriteHeader(BsonType.Document, _indexes.Count - 1);
        var statement = _body.BeginDocument();
        _body.WriteDocument("q"u8, query);
        update.Write(_body);
        _body.End(statement);
    }

    /// <summary>Deletes a document.</summary>
    public void Delete(int index, BsonDocument query)
    {
        Begin(index, query.Length);
        _body.WriteHeader(BsonType.Document, _indexes.Count - 1);
        var statement = _body.BeginDocument();
        _body.WriteDocument("q"u8, query);
        _body.WriteInt32("limit"u8, 1);
        _body.End(statement);
    }

    /// <summary>Sends what has been gathered.</summary>
    /// <param name="count">How many documents were inserted, matched or deleted since the last time.</param>
    /// <returns>What was refused since the last time.</returns>
    /// <exception cref="MongoException">A command fails as a whole.</exception>
    /// <exception cref="MongoRefusedException">One was refused, and the writer's others with it.</exception>
    public IReadOnlyList<MongoRefusal> Flush(out long count)
    {
        Send();
        count = _count;
        _count = 0;
        IReadOnlyList<MongoRefusal> refused = [.. _refused];
        _refused.Clear();
        return refused;
    }

    private void Begin(int index, int bytes)
    {
        if (_indexes.Count > 0 && (_indexes.Count == writer.StatementsMax || _body.Position + bytes > CommandBytesMax))
        {
            Send();
        }

        if (_indexes.Count == 0)
        {
            _body.Reset();
            _ = _body.BeginDocument();
            _body.WriteString(Commands[(int)kind], name.Collection);
            _body.WriteBoolean("ordered"u8, false);
            _array = _body.BeginArray(Arrays[(int)kind]);
        }

        _indexes.Add(index);
    }

    private void Send()
    {
        if (_indexes.Count == 0)
        {
            return;
        }

        _body.End(_array);
        var reply = writer.Run(name.Database, _body);
        _count += MongoReply.Int64(reply["n"]);
        if (reply["writeErrors"] is { Type: BsonType.Array } errors)
        {
            foreach (var item in errors.AsArray)
            {
                Refuse(item.AsDocument);
            }
        }

        _indexes.Clear();
        if (writer.IsAtomic && _refused.Count > 0)
        {
            throw new MongoRefusedException([.. _refused]);
        }
    }

    private void Refuse(BsonDocument error)
    {
        var failure = MongoException.OfStatement(error);
        if (!MongoErrors.IsOfDocument(failure))
        {
            throw failure;
        }

        _refused.Add(new MongoRefusal(_indexes[MongoReply.Int32(error["index"])], failure));
    }
}

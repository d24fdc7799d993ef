using System.Collections.Concurrent;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>
/// The commands of a replica set's primary that a merge uses, with sessions, retried writes and transactions as real
/// servers have them: snapshots, conflicts that end the later writer, commits that may be asked for again.
/// </summary>
internal sealed class ReplicaCommands : ICommandHandler
{
    private static readonly string[] Names =
    [
        "abortTransaction", "commitTransaction", "create", "delete", "find", "insert", "killSessions",
        "listCollections", "listIndexes", "ping", "update",
    ];

    private readonly Lock _gate = new();

    public ReplicaCommands() => Sessions = new ReplicaSessions(Documents);

    /// <summary>The documents.</summary>
    public ReplicaDocuments Documents { get; } = new();

    /// <summary>The sessions.</summary>
    public ReplicaSessions Sessions { get; }

    /// <summary>Faults that commands are to meet.</summary>
    public List<ReplicaFault> Faults { get; } = [];

    /// <summary>Names of the commands that came, in their order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Cuts the connection of a command.</summary>
    public Action<CommandRequest> Cut { get; set; } = _ => { };

    /// <summary>The commands as rows of a server's table.</summary>
    public IEnumerable<CommandRegistration> Registrations => Names.Select(name => new CommandRegistration(
        new CommandSpec(name)
        {
            // Named, so that the server lets them through.
            Fields = ["autocommit", "startTransaction", "txnNumber"],
            TakesAnyField = true,
        },
        this));

    /// <summary>Runs something while no command runs.</summary>
    public T Hold<T>(Func<T> call)
    {
        lock (_gate)
        {
            return call();
        }
    }

    /// <inheritdoc/>
    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.Body.Copy();
        lock (_gate)
        {
            Asked.Enqueue(request.Name);
            Sessions.EndOld();
            ReplicaSessions.Check(request.Name, body);
            var fault = TakeFault(request.Name);
            fault?.Met();
            if (fault?.Kind == ReplicaFaultKind.LoseRequest)
            {
                Cut(request);
                throw new OperationCanceledException("the connection is cut");
            }

            if (fault?.Kind == ReplicaFaultKind.FailOver)
            {
                Documents.FailOver();
            }

            if (fault?.Kind is ReplicaFaultKind.Refuse or ReplicaFaultKind.FailOver)
            {
                AbortIfInTransaction(body, request.Name);
                throw new MongoCommandException((ErrorCode)fault.Code, "refused by the test")
                {
                    ErrorLabels = fault.Labels,
                };
            }

            if (fault?.Kind == ReplicaFaultKind.LoseMajority)
            {
                Documents.LeaveMajority();
            }

            var reply = Run(request, body);
            if (fault?.Kind is ReplicaFaultKind.LoseReply or ReplicaFaultKind.LoseMajority)
            {
                Cut(request);
            }

            if (request.Name == "commitTransaction" && fault?.Kind != ReplicaFaultKind.LoseMajority)
            {
                Documents.JoinMajority();
            }

            return new(reply);
        }
    }

    private ReplicaFault? TakeFault(string command)
    {
        var fault = Faults.Find(one => one.Command == command);
        if (fault is null || fault.After-- > 0)
        {
            return null;
        }

        _ = Faults.Remove(fault);
        return fault;
    }

    private void AbortIfInTransaction(BsonDocument body, string command)
    {
        if (ReplicaSessions.IsInTransaction(body) && command != "commitTransaction")
        {
            Sessions.Abort(body);
        }
    }

    private BsonDocument Run(CommandRequest request, BsonDocument body)
    {
        switch (request.Name)
        {
            case "commitTransaction":
                Sessions.Commit(body);
                return BsonDocument.Empty;
            case "ping":
                return new BsonDocumentBuilder { { "operationTime", BsonValue.FromTimestamp(1UL << 32) } }.ToDocument();
            case "abortTransaction":
                Sessions.AbortByCommand(body);
                return BsonDocument.Empty;
            case "killSessions":
                Sessions.Kill(body["killSessions"].AsArray);
                return BsonDocument.Empty;
            default:
                return ReplicaSessions.IsInTransaction(body)
                    ? RunInTransaction(request, body)
                    : RunAlone(request, body);
        }
    }

    // Whatever is refused ends the transaction.
    private BsonDocument RunInTransaction(CommandRequest request, BsonDocument body)
    {
        var view = Sessions.Enter(body);
        try
        {
            var reply = RunOn(view, request, body);
            if (!reply["writeErrors"].IsMissing)
            {
                Sessions.Abort(body);
            }

            return reply;
        }
        catch (Exception)
        {
            Sessions.Abort(body);
            throw;
        }
    }

    private BsonDocument RunAlone(CommandRequest request, BsonDocument body)
    {
        var isRetryable = !body["txnNumber"].IsMissing;
        if (isRetryable && Sessions.FindAnswer(body) is { } known)
        {
            return known;
        }

        var view = new ReplicaTransaction(Documents.Current);
        var reply = RunOn(view, request, body);
        Documents.Apply(view);
        if (isRetryable)
        {
            Sessions.Keep(body, reply);
        }

        return reply;
    }

    private BsonDocument RunOn(ReplicaTransaction view, CommandRequest request, BsonDocument body)
    {
        var isInTransaction = ReplicaSessions.IsInTransaction(body);
        var name = request.Argument.Type == BsonType.String
            ? $"{request.Database}.{request.Argument.AsString}"
            : request.Database;
        switch (request.Name)
        {
            case "find":
                return Cursor(name, Found(view, name, body));
            case "listCollections":
                return Cursor($"{name}.$cmd.listCollections", Listed(name, body));
            case "listIndexes":
                return Cursor(name, Indexes(name));
            case "create" when isInTransaction:
                throw NotInTransaction("create");
            case "create":
                return Documents.Collections.Add(name)
                    ? BsonDocument.Empty
                    : throw new MongoCommandException(
                        ErrorCode.NamespaceExists, $"Collection {name} already exists.");
            default:
                return Documents.Collections.Contains(name) || !isInTransaction
                    ? Write(view, name, request.Name, body)
                    : throw NotInTransaction($"writing to {name}, which is not there,");
        }
    }

    private BsonDocument Write(ReplicaTransaction view, string name, string command, BsonDocument body)
    {
        _ = Documents.Collections.Add(name);
        var statements = body[command == "insert" ? "documents" : command + "s"].AsArray;
        var errors = new BsonArrayBuilder();
        var (count, index) = (0, 0);
        foreach (var item in statements)
        {
            try
            {
                count += WriteOne(view, name, command, item.AsDocument);
            }
            catch (MongoCommandException refusal) when (refusal.ErrorLabels.Count == 0)
            {
                errors.Add(Error(index, (int)refusal.Code, refusal.Message, refusal.ExtraFields));
            }
            catch (EvaluationException refusal)
            {
                errors.Add(Error(index, refusal.Code, refusal.Message, BsonDocument.Empty));
            }

            // Nothing behind it counts any more.
            if (errors.Count > 0 && ReplicaSessions.IsInTransaction(body))
            {
                break;
            }

            index++;
        }

        var reply = new BsonDocumentBuilder { { "n", count } };
        if (errors.Count > 0)
        {
            reply.Add("writeErrors", errors.ToArray());
        }

        return reply.ToDocument();
    }

    private int WriteOne(ReplicaTransaction view, string name, string command, BsonDocument statement)
    {
        var others = Sessions.Open;
        if (command == "insert")
        {
            Documents.Insert(view, name, statement, others);
            return 1;
        }

        return command == "update"
            ? Documents.Update(view, name, statement, others)
            : Documents.Delete(view, name, statement, others);
    }

    private static IEnumerable<BsonDocument> Found(ReplicaTransaction view, string name, BsonDocument body)
    {
        var filter = body["filter"].IsMissing ? BsonDocument.Empty : body["filter"].AsDocument;
        return ReplicaDocuments.Find(view, name, filter).Select(found => found.Value)
            .OrderBy(document => document["_id"], Comparer<BsonValue>.Create(
                (left, right) => BsonValueComparer.Compare(left, right)));
    }

    private IEnumerable<BsonDocument> Listed(string database, BsonDocument body)
    {
        var wanted = $"{database}.{body["filter"].AsDocument["name"].AsString}";
        return Documents.Collections.Where(name => name == wanted).Select(name => new BsonDocumentBuilder
        {
            { "name", name[(database.Length + 1)..] }, { "type", "collection" }, { "options", BsonDocument.Empty },
        }.ToDocument());
    }

    private IEnumerable<BsonDocument> Indexes(string name) =>
        Documents.UniqueOf(name).Prepend("_id").Select(path => new BsonDocumentBuilder
        {
            { "v", 2 },
            { "key", new BsonDocumentBuilder { { path, 1 } }.ToDocument() },
            { "name", path + "_" },
            { "unique", true },
        }.ToDocument());

    private static BsonDocument Cursor(string name, IEnumerable<BsonDocument> documents)
    {
        var batch = new BsonArrayBuilder();
        foreach (var document in documents)
        {
            batch.Add(document);
        }

        var cursor = new BsonDocumentBuilder { { "id", 0L }, { "ns", name }, { "firstBatch", batch.ToArray() } };
        return new BsonDocumentBuilder { { "cursor", cursor.ToDocument() } }.ToDocument();
    }

    private static BsonDocument Error(int index, int code, string message, BsonDocument more)
    {
        var error = new BsonDocumentBuilder { { "index", index }, { "code", code }, { "errmsg", message } };
        if (more.Length > 0)
        {
            error.AddRange(more);
        }

        return error.ToDocument();
    }

    private static MongoCommandException NotInTransaction(string what) => new(
        ErrorCode.OperationNotSupportedInTransaction, $"{what} is not possible in a multi-document transaction");
}

using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Expressions;

namespace WireSP.Server.Commands.Collections;

/// <summary>What went wrong with single statements of a write command; the command itself succeeds.</summary>
internal sealed class WriteErrors
{
    private readonly BsonArrayBuilder _errors = new();

    /// <summary>Statements that failed.</summary>
    public int Count => _errors.Count;

    /// <summary>Whether an exception is one statement's own failure.</summary>
    public static bool IsOwn(Exception failure) =>
        failure is CollectionException or EvaluationException or ExpressionSyntaxException;

    /// <summary>Adds the failure of a statement.</summary>
    public void Add(int index, Exception failure)
    {
        var (code, extra) = failure switch
        {
            CollectionException error => (error.Code, error.Extra),
            EvaluationException error => (error.Code, BsonDocument.Empty),
            ExpressionSyntaxException error => (error.Code, BsonDocument.Empty),
            _ => (1, BsonDocument.Empty),
        };
        var entry = new BsonDocumentBuilder { { "index", index }, { "code", code } };
        entry.AddRange(extra);
        entry.Add("errmsg", failure.Message);
        _errors.Add(entry.ToDocument());
    }

    /// <summary>Adds <c>writeErrors</c> to a reply when there is any.</summary>
    public void AddTo(BsonDocumentBuilder reply)
    {
        if (Count > 0)
        {
            reply.Add("writeErrors", _errors.ToArray());
        }
    }
}

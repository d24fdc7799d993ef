using System.Collections.Frozen;
using WireSP.Bson;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Finds out whether a cluster has transactions: from what it says of itself, then by reading in one, because there are
/// servers that only look like those that have. Blocks.
/// </summary>
internal sealed class MongoTransactionTrial(MongoClient client, MongoMarks marks)
{
    // 4.2, the first whose transactions may be large, and the first that has them in sharded clusters.
    private const int WireVersionMin = 8;

    /// <summary>
    /// How servers say that they know no transactions, or none like these: illegal, unknown or unsupported operations,
    /// and fields that they do not know.
    /// </summary>
    private static readonly FrozenSet<int> Refusals =
        FrozenSet.ToFrozenSet([9, 20, 59, 72, 115, 238, 263, 303, 304, 40415]);

    /// <summary>Why there are none; null when there are.</summary>
    /// <exception cref="MongoException">The server is not reached, or does not let itself be asked.</exception>
    public string? Run(CancellationToken cancellationToken)
    {
        var server = client.SelectServer(forWrites: true, ReadPreferenceHandle.None);

        // By its old name: hello is unknown to servers of 4.2 and 4.4 before their last releases.
        var command = new MongoCommand("admin", new BsonDocumentBuilder { { "isMaster", 1 } }.ToDocument());
        var hello = client.Run(command with { Server = server });
        if (hello["setName"].IsMissing && MongoReply.Text(hello["msg"]) != "isdbgrid")
        {
            return "the server is neither a member of a replica set nor a mongos, and only those have transactions";
        }

        if (hello["logicalSessionTimeoutMinutes"].IsMissing || !client.HasSession)
        {
            return "the server has no sessions, and so no transactions";
        }

        return MongoReply.Int32(hello["maxWireVersion"]) < WireVersionMin
            ? "the server is older than MongoDB 4.2, whose transactions are needed"
            : Try(cancellationToken);
    }

    private string? Try(CancellationToken cancellationToken)
    {
        var transaction = new MongoTransaction(client, cancellationToken);
        try
        {
            _ = marks.Read(transaction, owner: "");
            transaction.Abort();
            return null;
        }
        catch (MongoException failure) when (failure.IsFromServer && Refusals.Contains(failure.Code))
        {
            return $"the server refuses transactions: {failure.Message}";
        }
    }
}

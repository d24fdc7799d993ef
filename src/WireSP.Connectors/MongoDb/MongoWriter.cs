using WireSP.Bson;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Sends write commands: to a majority, and once more under the same number when a member of a replica set was lost, so
/// that nothing is written twice. Blocks.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="cancellationToken">Once cancelled, nothing more is begun: nobody is there to answer for it.</param>
internal sealed class MongoWriter(MongoClient client, CancellationToken cancellationToken)
{
    // One row of numbers for all sessions: the driver hands a session on, and within one they must grow.
    private static long _lastNumber;

    /// <summary>The client, for reads beside the writes.</summary>
    public MongoClient Client => client;

    /// <summary>Runs a write command; errors of single statements are in the reply.</summary>
    /// <param name="database">The database.</param>
    /// <param name="body">The command, still open, without write concern.</param>
    /// <exception cref="MongoException">The server refuses the command, is not reached, or did not confirm it.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before the command was sent.</exception>
    public BsonDocument Run(string database, BsonWriter body)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var concern = body.BeginDocument("writeConcern"u8);
        body.WriteString("w"u8, "majority");
        body.End(concern);
        var server = client.SelectServer(forWrites: true, ReadPreferenceHandle.None);
        var isNumbered = server.KeepsWrites && client.HasSession;
        if (isNumbered)
        {
            body.WriteInt64("txnNumber"u8, Interlocked.Increment(ref _lastNumber));
        }

        body.End(0);
        var command = new MongoCommand(database, body.DocumentFrom(0)) { Server = server, UsesSession = true };
        try
        {
            return Confirmed(client.Run(command));
        }
        catch (MongoException failure) when (isNumbered && failure.IsPassing)
        {
            server = client.SelectServer(forWrites: true, ReadPreferenceHandle.None);
            return Confirmed(client.Run(command with { Server = server }));
        }
    }

    private static BsonDocument Confirmed(BsonDocument reply)
    {
        if (reply["writeConcernError"] is not { Type: BsonType.Document } concern)
        {
            return reply;
        }

        var error = concern.AsDocument;
        throw new MongoException(
            MongoErrorDomain.WriteConcern, MongoReply.Int32(error["code"]), MongoReply.Text(error["errmsg"]), reply);
    }
}

using WireSP.Bson;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Sends write commands: to a majority, and once more under the same number when a member of a replica set was lost, so
/// that nothing is written twice. Blocks.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="cancellationToken">Once cancelled, nothing more is begun: nobody is there to answer for it.</param>
internal sealed class MongoWriter(MongoClient client, CancellationToken cancellationToken) : IMongoWriter
{
    /// <inheritdoc/>
    public bool IsAtomic => false;

    /// <inheritdoc/>
    public int StatementsMax => 10_000;

    /// <inheritdoc/>
    public BsonDocument Read(string database, BsonDocument command) => client.Run(new MongoCommand(database, command));

    /// <inheritdoc/>
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
            body.WriteInt64("txnNumber"u8, MongoTransactionNumbers.Next());
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

    /// <summary>A reply that a majority stands behind.</summary>
    /// <exception cref="MongoException">It does not.</exception>
    public static BsonDocument Confirmed(BsonDocument reply)
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

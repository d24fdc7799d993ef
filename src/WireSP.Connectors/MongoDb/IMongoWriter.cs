using WireSP.Bson;

namespace WireSP.Connectors.MongoDb;

/// <summary>Sends the commands of a merge: each for itself, or all in one transaction. Blocks.</summary>
internal interface IMongoWriter
{
    /// <summary>Whether one refused statement takes back everything that was written before it.</summary>
    bool IsAtomic { get; }

    /// <summary>Most statements of one command.</summary>
    int StatementsMax { get; }

    /// <summary>Runs a command that changes nothing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="command">The command.</param>
    /// <exception cref="MongoException">The server refuses, or is not reached.</exception>
    BsonDocument Read(string database, BsonDocument command);

    /// <summary>Runs a write command; errors of single statements are in the reply.</summary>
    /// <param name="database">The database.</param>
    /// <param name="body">The command, still open, without write concern.</param>
    /// <exception cref="MongoException">The server refuses the command, is not reached, or did not confirm it.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before the command was sent.</exception>
    BsonDocument Run(string database, BsonWriter body);
}

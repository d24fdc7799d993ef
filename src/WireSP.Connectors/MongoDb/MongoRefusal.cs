using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>One statement that the server refused.</summary>
/// <param name="Index">The place of its document among those given.</param>
/// <param name="Failure">Why; its reply is the server's write error.</param>
internal readonly record struct MongoRefusal(int Index, MongoException Failure)
{
    /// <summary>The same without the server's reply.</summary>
    public WriteFailure ToWriteFailure() => new(Index, Failure.Code, Failure.Message);
}

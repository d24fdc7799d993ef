namespace WireSP.Connectors.MongoDb;

/// <summary>Statements were refused, and with them everything else that their transaction has written.</summary>
internal sealed class MongoRefusedException(IReadOnlyList<MongoRefusal> refusals) : Exception("documents were refused")
{
    /// <summary>What was refused.</summary>
    public IReadOnlyList<MongoRefusal> Refusals { get; } = refusals;
}

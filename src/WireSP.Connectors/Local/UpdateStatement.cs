using WireSP.Bson;
using WireSP.Expressions.Updates;

namespace WireSP.Connectors.Local;

/// <summary>What to change: which documents, how, and what to do when there is none.</summary>
/// <param name="Query">Which documents.</param>
/// <param name="Operation">How.</param>
public sealed record UpdateStatement(BsonDocument Query, UpdateOperation Operation)
{
    /// <summary>Whether all documents are meant and not only the first.</summary>
    public bool IsMulti { get; init; }

    /// <summary>Whether a document is made when none matches.</summary>
    public bool IsUpsert { get; init; }

    /// <summary>Which of the documents is the first, of an update of one; null for any.</summary>
    public BsonDocument? Sort { get; init; }

    /// <summary>What the query may name.</summary>
    public CommandVariables Let { get; init; } = CommandVariables.None;

    /// <summary>Values of the variables that the update was compiled with.</summary>
    public IReadOnlyList<BsonValue> Variables { get; init; } = [];
}

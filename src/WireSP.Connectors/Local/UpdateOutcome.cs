using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>What an update did.</summary>
/// <param name="Matched">Documents that matched.</param>
/// <param name="Modified">Documents that are not as they were.</param>
public readonly record struct UpdateOutcome(int Matched, int Modified)
{
    /// <summary>The last document as it was; null when there was none.</summary>
    public BsonDocument? Before { get; init; }

    /// <summary>The last document as it is; null when there is none.</summary>
    public BsonDocument? After { get; init; }

    /// <summary>Whether <see cref="After"/> was made, because none matched.</summary>
    public bool IsUpserted => Matched == 0 && After is not null;
}

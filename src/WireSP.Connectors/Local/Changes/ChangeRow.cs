using WireSP.Bson;

namespace WireSP.Connectors.Local.Changes;

/// <summary>One change as the history keeps it.</summary>
/// <param name="Time">When, in the clock of changes.</param>
/// <param name="WallMs">When, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Kind">What.</param>
/// <param name="Name">Where; the collection is empty when the whole database is meant.</param>
/// <param name="Details">The fields that the event has beside those.</param>
internal sealed record ChangeRow(ulong Time, long WallMs, ChangeKind Kind, LocalNamespace Name, BsonDocument Details)
{
    /// <summary>The document before the change; null when it was not kept.</summary>
    public BsonDocument? Before { get; init; }

    /// <summary>The document after the change; null when it was not kept.</summary>
    public BsonDocument? After { get; init; }
}

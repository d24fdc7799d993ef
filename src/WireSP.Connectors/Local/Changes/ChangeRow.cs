using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local.Changes;

/// <summary>One change as the history keeps it.</summary>
/// <param name="Time">When, in the clock of changes.</param>
/// <param name="WallMs">When, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Kind">What.</param>
/// <param name="Name">Where; the collection is empty when the whole database is meant.</param>
/// <param name="Details">The fields that the event has beside those.</param>
internal sealed record ChangeRow(
    ulong Time, long WallMs, ChangeKind Kind, CollectionNamespace Name, BsonDocument Details)
{
    /// <summary>The document before the change; null when it was not kept.</summary>
    public BsonDocument? Before { get; init; }

    /// <summary>The document after the change; null when it was not kept.</summary>
    public BsonDocument? After { get; init; }

    /// <summary>Whether the change belongs to a stream of that scope.</summary>
    public bool IsIn(ChangeStreamScope scope) =>
        Kind != ChangeKind.Untold
        && (scope.Database is null || string.Equals(scope.Database, Name.Database, StringComparison.Ordinal))
        && (scope.Collection is null || string.Equals(scope.Collection, Name.Collection, StringComparison.Ordinal));

    /// <summary>Whether the change, which belongs to a stream of that scope, ends it.</summary>
    public bool Ends(ChangeStreamScope scope) => Kind switch
    {
        ChangeKind.Drop or ChangeKind.Rename => scope.Collection is not null,
        ChangeKind.DropDatabase => scope.Database is not null,
        _ => false,
    };
}

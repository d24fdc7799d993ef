using WireSP.Bson;

namespace WireSP.Connectors.Collections;

/// <summary>From which members of a cluster is read; without meaning where there is one.</summary>
/// <param name="Mode"><c>primary</c>, <c>primaryPreferred</c>, <c>secondary</c>, <c>secondaryPreferred</c> or
/// <c>nearest</c>; empty for <see cref="OfConnection"/>.</param>
/// <param name="Tags">Tag sets, the first that some member has counts; empty for any member.</param>
public sealed record ReadPreference(string Mode, IReadOnlyList<BsonDocument> Tags)
{
    /// <summary>As the connection says, and from the primary where it says nothing.</summary>
    public static ReadPreference OfConnection { get; } = new("", []);

    /// <summary>From the primary only.</summary>
    public static ReadPreference Primary { get; } = new("primary", []);
}

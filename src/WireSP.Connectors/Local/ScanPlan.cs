namespace WireSP.Connectors.Local;

/// <summary>How the documents that a query may match are found; the query itself still decides on each.</summary>
/// <param name="Order">The order that they are read in; never <see cref="ScanOrder.Any"/>.</param>
/// <param name="Range">Bounds of <c>_id</c>, for an order by it.</param>
internal sealed record ScanPlan(ScanOrder Order, KeyRange Range)
{
    /// <summary>Keys to look up one by one, in order; null to walk.</summary>
    public IReadOnlyList<byte[]>? Points { get; init; }

    /// <summary>The unique index that <see cref="Points"/> are keys of; 0 for that on <c>_id</c>.</summary>
    public long IndexId { get; init; }

    /// <summary>The walk in a word, as <c>explain</c> and tests show it.</summary>
    public string Description => this switch
    {
        { Points: not null, IndexId: 0 } => "IDHACK",
        { Points: not null } => "IXSCAN",
        { Order: ScanOrder.Id or ScanOrder.IdDescending } => "IXSCAN",
        _ => "COLLSCAN",
    };
}

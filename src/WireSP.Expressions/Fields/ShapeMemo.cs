namespace WireSP.Expressions.Fields;

/// <summary>What a stage works out once for all documents of a shape: the order of the fields that it names.</summary>
/// <param name="Owner">The stage; another one that meets the shape works out its own.</param>
/// <param name="Order">Indexes of the fields that are there, in the order in which they stand.</param>
/// <param name="Ranges">The fields in as few whole ranges as possible; null when they cannot be copied as they
/// are.</param>
internal sealed record ShapeMemo(object Owner, int[] Order, ShapeRange[]? Ranges);

using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Fields;

/// <summary>What a stage works out once for all documents of a shape: the order of the fields that it names.</summary>
/// <param name="Owner">The stage; another one that meets the shape works out its own.</param>
/// <param name="Order">Indexes of the fields that are there, in the order in which they stand.</param>
internal sealed record ShapeMemo(object Owner, int[] Order)
{
    /// <summary>The fields in as few whole ranges as possible; null when they cannot be copied as they are.</summary>
    public ShapeRange[]? Ranges { get; init; }

    /// <summary>
    /// Where each field's value can be replaced by one as long; null when a field is missing or its length varies.
    /// </summary>
    public ShapePatch[]? Patches { get; init; }

    /// <summary>How many documents of the shape are made at once; null where they are made one by one.</summary>
    public RunLayout? Layout { get; init; }
}

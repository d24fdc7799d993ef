namespace WireSP.Expressions.Fields;

/// <summary>A place in the documents of a shape: so many bytes behind the start of a segment.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Offset">Bytes behind its start.</param>
internal readonly record struct ShapePoint(int Segment, int Offset)
{
    /// <summary>Behind the document's length.</summary>
    public static readonly ShapePoint First = new(0, 0);

    /// <summary>Less than zero where this point is before the other one.</summary>
    public int CompareTo(ShapePoint other) =>
        Segment == other.Segment ? Offset.CompareTo(other.Offset) : Segment.CompareTo(other.Segment);
}

namespace WireSP.Expressions.Fields;

/// <summary>A place in the documents of a shape: so many bytes behind the start of a segment.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Offset">Bytes behind its start.</param>
internal readonly record struct ShapePoint(int Segment, int Offset);

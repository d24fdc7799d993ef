namespace WireSP.Expressions.Fields;

/// <summary>Neighbouring bytes of the documents of a shape.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">Behind the last byte.</param>
internal readonly record struct ShapeRange(ShapePoint Start, ShapePoint End);

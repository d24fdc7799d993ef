using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>Where a shape has the value of a slot, and how it is read.</summary>
/// <param name="Kind">How it is read.</param>
/// <param name="Type">The value's type.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Bytes of a fixed value; of a prefixed one, those that the prefix does not count.</param>
/// <param name="End">Where an element ends.</param>
internal readonly record struct SlotPlace(SlotKind Kind, BsonType Type, ShapePoint Start, int Length, ShapePoint End);

using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Transforms;

/// <summary>
/// Puts the fields that a document has into the order in which they stand in it, from their element slots; documents of
/// one shape have one order.
/// </summary>
internal static class ElementOrder
{
    /// <summary>Fills <paramref name="order"/> with the indexes of those elements that are there.</summary>
    /// <returns>How many are there.</returns>
    public static int Sort(int[] elementSlots, EvaluationContext context, Span<int> order)
    {
        var count = 0;
        for (var i = 0; i < elementSlots.Length; i++)
        {
            var element = context.ReadElement(elementSlots[i]);
            if (element.IsMissing)
            {
                continue;
            }

            // Documents mostly have the order of the pipeline, or always the same other one: few steps back.
            var at = count++;
            while (at > 0 && context.ReadElement(elementSlots[order[at - 1]]).Offset > element.Offset)
            {
                order[at] = order[at - 1];
                at--;
            }

            order[at] = i;
        }

        return count;
    }

    /// <summary>The order that all documents of a shape have.</summary>
    public static int[] OfShape(int[] elementSlots, FieldShape shape)
    {
        List<int> order = [];
        for (var i = 0; i < elementSlots.Length; i++)
        {
            if (shape.PlaceOf(elementSlots[i]).Kind != SlotKind.Missing)
            {
                order.Add(i);
            }
        }

        order.Sort((left, right) => shape.PlaceOf(elementSlots[left]).Start.CompareTo(
            shape.PlaceOf(elementSlots[right]).Start));
        return [.. order];
    }

    /// <summary>The fields in as few ranges as possible.</summary>
    public static ShapeRange[] Merge(FieldShape shape, int[] elementSlots, int[] order)
    {
        List<ShapeRange> ranges = [];
        foreach (var index in order)
        {
            var place = shape.PlaceOf(elementSlots[index]);
            if (ranges.Count > 0 && ranges[^1].End == place.Start)
            {
                ranges[^1] = ranges[^1] with { End = place.End };
            }
            else
            {
                ranges.Add(new ShapeRange(place.Start, place.End));
            }
        }

        return [.. ranges];
    }
}

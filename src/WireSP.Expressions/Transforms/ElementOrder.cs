using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>
/// Puts the fields that a document has into the order in which they stand in it, from their element slots.
/// </summary>
internal static class ElementOrder
{
    /// <summary>Fills <paramref name="order"/> with the indexes of those elements that are there.</summary>
    /// <returns>How many are there.</returns>
    public static int Sort(int[] elementSlots, BsonValue[] slots, Span<int> order)
    {
        var count = 0;
        for (var i = 0; i < elementSlots.Length; i++)
        {
            ref readonly var element = ref slots[elementSlots[i]];
            if (element.IsMissing)
            {
                continue;
            }

            // Documents mostly have the order of the pipeline, or always the same other one: few steps back.
            var offset = element.Offset;
            var at = count++;
            while (at > 0 && slots[elementSlots[order[at - 1]]].Offset > offset)
            {
                order[at] = order[at - 1];
                at--;
            }

            order[at] = i;
        }

        return count;
    }
}

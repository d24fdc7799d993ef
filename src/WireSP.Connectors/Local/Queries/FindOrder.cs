using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local.Queries;

/// <summary>Tells orders that the store can read in from those that need sorting.</summary>
internal static class FindOrder
{
    /// <summary>The order to read in; null when the documents have to be sorted.</summary>
    /// <exception cref="CollectionException">An order by insertion is mixed with another.</exception>
    public static ScanOrder? Of(FindRequest request)
    {
        if (request.Sort is not { IsEmpty: false } sort)
        {
            return request.IsNatural ? ScanOrder.Natural : ScanOrder.Any;
        }

        foreach (var element in sort)
        {
            if (element.NameEquals("$natural"u8))
            {
                return sort.CountElements() == 1
                    ? Direction(element.Value, ScanOrder.Natural, ScanOrder.NaturalDescending)
                    : throw CollectionErrors.BadValue("$natural sort cannot be set to a value other than -1 or 1.");
            }

            // Ids are unique, so what follows them decides nothing.
            return element.NameEquals("_id"u8) && element.Value.IsNumber
                ? Direction(element.Value, ScanOrder.Id, ScanOrder.IdDescending)
                : null;
        }

        return null;
    }

    private static ScanOrder? Direction(BsonValue direction, ScanOrder ascending, ScanOrder descending)
    {
        if (BsonValueComparer.Compare(direction, 1) == 0)
        {
            return ascending;
        }

        return BsonValueComparer.Compare(direction, -1) == 0 ? descending : null;
    }
}

using WireSP.Bson;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q14 over bids of any shape; a price that is a text is in no range, and a document without the text fails.
/// </summary>
internal sealed unsafe class AnyShapeBidTimeLoop : AnyShapeLoop
{
    protected override byte* Write(byte* read, byte* start)
    {
        var write = BidFields.Copy(read, start + 4, "dateTime"u8, "extra"u8, out var fields);
        if (fields.Price is null || fields.Extra is null || !IsInRange(fields.Price))
        {
            return start;
        }

        write = BidElement.WriteEuro(fields.Price, "euro\0"u8, write);
        var time = fields.DateTime is null
            ? BidTimeLoop.PartWithoutTime
            : BidTimeLoop.PartOfDay(*(long*)(fields.DateTime + 1 + "dateTime\0"u8.Length));
        var text = BidLayout.Text(fields.Extra + 1 + "extra\0"u8.Length);
        return Complete(start, BidTimeLoop.WriteTimeAndCount(time, text, write));
    }

    private static bool IsInRange(byte* price)
    {
        var value = price + 1 + "price\0"u8.Length;
        return *price switch
        {
            (byte)BsonType.Int32 => *(int*)value is > (int)BidTimeLoop.PriceAbove and < (int)BidTimeLoop.PriceBelow,
            (byte)BsonType.Int64 => *(long*)value is > BidTimeLoop.PriceAbove and < BidTimeLoop.PriceBelow,
            (byte)BsonType.Double => *(double*)value is > BidTimeLoop.PriceAbove and < BidTimeLoop.PriceBelow,

            // Decimals of this set are whole: their digits are the number.
            (byte)BsonType.Decimal128 => *(long*)value is > BidTimeLoop.PriceAbove and < BidTimeLoop.PriceBelow,
            _ => false,
        };
    }
}

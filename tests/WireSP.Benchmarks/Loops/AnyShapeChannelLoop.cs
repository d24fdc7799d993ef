namespace WireSP.Benchmarks.Loops;

/// <summary>q21 over bids of any shape.</summary>
internal sealed unsafe class AnyShapeChannelLoop : AnyShapeLoop
{
    protected override byte* Write(byte* read, byte* start)
    {
        var write = BidFields.Copy(read, start + 4, "price"u8, "channel"u8, out var fields);
        var channel = fields.Channel is null ? [] : BidLayout.Text(fields.Channel + 1 + "channel\0"u8.Length);
        var number = ChannelLoop.NumberOf(channel, fields.Url);
        if (number.IsEmpty)
        {
            return start;
        }

        return Complete(start, ChannelLoop.WriteNumber(number, write));
    }
}

namespace WireSP.Benchmarks.Loops;

/// <summary>q22 over bids of any shape; without an address its folders are null.</summary>
internal sealed unsafe class AnyShapeFolderLoop : AnyShapeLoop
{
    protected override byte* Write(byte* read, byte* start)
    {
        var write = BidFields.Copy(read, start + 4, "price"u8, "channel"u8, out var fields);
        var url = fields.Url;
        return Complete(
            start,
            url.IsEmpty
                ? LoopOutput.Copy(write, "\u000Adir1\0\u000Adir2\0\u000Adir3\0"u8)
                : FolderLoop.WriteFolders(url, write));
    }
}

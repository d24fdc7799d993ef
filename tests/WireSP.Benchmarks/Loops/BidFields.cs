using System.Runtime.CompilerServices;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// Where the fields of a bid of any shape are that something is computed from: their elements, null where it has none.
/// </summary>
internal unsafe struct BidFields
{
    /// <summary>The element of the price.</summary>
    public byte* Price { get; private set; }

    /// <summary>The element of the channel.</summary>
    public byte* Channel { get; private set; }

    /// <summary>The element of the page, which has the address in it.</summary>
    public byte* Page { get; private set; }

    /// <summary>The element of the time.</summary>
    public byte* DateTime { get; private set; }

    /// <summary>The element of the text.</summary>
    public byte* Extra { get; private set; }

    /// <summary>The address; empty where there is none, which no address is.</summary>
    public readonly ReadOnlySpan<byte> Url =>
        Page is null ? [] : TextIn(ElementIn(Page + 1 + "page\0"u8.Length, "place"u8), "place"u8, "url"u8);

    /// <summary>
    /// Finds the fields, and copies those that are kept, in their order: auction, bidder and two others.
    /// </summary>
    /// <param name="read">The document.</param>
    /// <param name="write">Where the elements are copied to.</param>
    /// <param name="third">The name of one of the others.</param>
    /// <param name="fourth">The name of the other one.</param>
    /// <param name="fields">Receives where the fields are.</param>
    /// <returns>Where the elements end that were copied.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Copy(
        byte* read, byte* write, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth, out BidFields fields)
    {
        fields = default;
        var last = read + *(int*)read - 1;
        byte* end;
        for (var element = read + 4; element < last; element = end)
        {
            var name = BidElement.Name(element);
            end = BidElement.End(*element, element + 2 + name.Length);
            fields.Note(element, name);
            if (name.SequenceEqual(third) || name.SequenceEqual(fourth)
                || name.SequenceEqual("auction"u8) || name.SequenceEqual("bidder"u8))
            {
                var length = end - element;
                Buffer.MemoryCopy(element, write, length, length);
                write += length;
            }
        }

        return write;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(byte* element, ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 5 when name.SequenceEqual("price"u8):
                Price = element;
                break;
            case 5 when name.SequenceEqual("extra"u8):
                Extra = element;
                break;
            case 7 when name.SequenceEqual("channel"u8):
                Channel = element;
                break;
            case 4 when name.SequenceEqual("page"u8):
                Page = element;
                break;
            case 8 when name.SequenceEqual("dateTime"u8):
                DateTime = element;
                break;
        }
    }

    private static ReadOnlySpan<byte> TextIn(byte* outer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> inner)
    {
        var text = outer is null ? null : ElementIn(outer + 2 + name.Length, inner);
        return text is null ? [] : BidLayout.Text(text + 2 + inner.Length);
    }

    private static byte* ElementIn(byte* document, ReadOnlySpan<byte> wanted)
    {
        var last = document + *(int*)document - 1;
        byte* end;
        for (var element = document + 4; element < last; element = end)
        {
            var name = BidElement.Name(element);
            if (name.SequenceEqual(wanted))
            {
                return element;
            }

            end = BidElement.End(*element, element + 2 + name.Length);
        }

        return null;
    }
}

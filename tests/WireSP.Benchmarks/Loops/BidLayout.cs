using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// Where a bid's fields are, relative to the document; those after the first text move with its length.
/// </summary>
internal static unsafe class BidLayout
{
    /// <summary>Value of <c>auction</c>.</summary>
    public const int Auction = 4 + 9;

    /// <summary>Value of <c>bidder</c>.</summary>
    public const int Bidder = Auction + 8 + 8;

    /// <summary>Element <c>price</c>.</summary>
    public const int PriceElement = Bidder + 8;

    /// <summary>Value of <c>price</c>.</summary>
    public const int Price = PriceElement + 7;

    /// <summary>Length prefix of <c>channel</c>.</summary>
    public const int Channel = Price + 8 + 9;

    private const ulong AuctionHead = 0x6E6F697463756112;  // 12 'auction'
    private const ulong BidderHead = 0x0072656464696212;   // 12 'bidder' 00
    private const ulong PriceHead = 0x0000656369727012;    // 12 'price' 00
    private const ulong PriceMask = 0x00FFFFFFFFFFFFFF;
    private const ulong ChannelHead = 0x6C656E6E61686302;  // 02 'channel'
    private const ulong UrlHead = 0x000000006C727502;      // 02 'url' 00
    private const ulong UrlMask = 0x000000FFFFFFFFFF;
    private const ulong DateTimeHead = 0x6D69546574616409; // 09 'dateTim'
    private const ushort DateTimeTail = 0x0065;            // 'e' 00

    /// <summary>Whether the fixed part is as expected; the loops check what the engine checks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasAuction(byte* document) => *(ulong*)(document + 4) == AuctionHead;

    /// <summary>Whether the fields before the texts are as expected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasPrice(byte* document) =>
        HasAuction(document)
        && *(ulong*)(document + Auction + 8) == BidderHead
        && (*(ulong*)(document + PriceElement) & PriceMask) == PriceHead;

    /// <summary>Length prefix of <c>url</c>.</summary>
    /// <exception cref="InvalidOperationException">There is another field there, or in front of it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Url(byte* document)
    {
        var element = document + Channel + 4 + *(int*)(document + Channel);
        if (*(ulong*)(document + Channel - 9) != ChannelHead
            || document[Channel - 1] != 0
            || (*(ulong*)element & UrlMask) != UrlHead)
        {
            Refuse();
        }

        return element + 5;
    }

    /// <summary>Element <c>dateTime</c>, found behind the two texts.</summary>
    /// <exception cref="InvalidOperationException">There is another field there, or in front of it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* DateTimeElement(byte* document)
    {
        var url = Url(document);
        var element = url + 4 + *(int*)url;
        if (*(ulong*)element != DateTimeHead || *(ushort*)(element + 8) != DateTimeTail)
        {
            Refuse();
        }

        return element;
    }

    /// <summary>The text whose length prefix is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Text(byte* prefix) => new(prefix + 4, *(int*)prefix - 1);

    /// <summary>Copies the elements from <c>auction</c> to <c>channel</c>; gives where they end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* CopyToChannel(byte* document, byte* start)
    {
        var length = Channel + *(int*)(document + Channel);
        Buffer.MemoryCopy(document + 4, start + 4, length, length);
        return start + 4 + length;
    }

    [DoesNotReturn]
    private static void Refuse() => throw new InvalidOperationException("the set has a document of another shape");
}

namespace WireSP.Expressions.Runs;

/// <summary>
/// The payload of a text: where it begins in the high half, how long it is in the low half. A place below zero is in
/// the texts that the run has made; a length below zero says that there is no text.
/// </summary>
internal static class RunText
{
    /// <summary>Null in the place of a text.</summary>
    public const long Null = -1;

    /// <summary>Nothing in the place of a text.</summary>
    public const long Missing = -2;

    /// <summary>A text in the documents' buffer.</summary>
    public static long At(int position, int length) => ((long)position << 32) | (uint)length;

    /// <summary>A text among those that the run has made.</summary>
    public static long Made(int position, int length) => At(~position, length);

    /// <summary>A part of a text.</summary>
    public static long Part(long payload, int start, int length)
    {
        var position = (int)(payload >> 32);
        return At(position < 0 ? position - start : position + start, length);
    }

    /// <summary>Bytes of the text; below zero when there is none.</summary>
    public static int LengthOf(long payload) => (int)payload;
}

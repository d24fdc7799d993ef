namespace WireSP.Expressions.Fields;

/// <summary>Where a whole element stands in its document's buffer; without bytes when it is not there.</summary>
/// <param name="Offset">Where its type byte is.</param>
/// <param name="Length">Bytes of type, name and value.</param>
internal readonly record struct ElementExtent(int Offset, int Length)
{
    /// <summary>Whether the document does not have the field.</summary>
    public bool IsMissing => Length == 0;

    /// <summary>Behind its last byte.</summary>
    public int End => Offset + Length;
}

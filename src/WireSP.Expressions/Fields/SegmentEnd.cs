namespace WireSP.Expressions.Fields;

/// <summary>What stands at the end of a <see cref="ShapeSegment"/>, and so where the next one begins.</summary>
internal enum SegmentEnd : byte
{
    /// <summary>A value that begins with its length; the next segment begins behind it.</summary>
    Prefix,

    /// <summary>An embedded document; the next segment begins inside.</summary>
    Enter,

    /// <summary>Whatever is left of an embedded document; the next segment begins behind that document.</summary>
    Leave,

    /// <summary>As <see cref="Leave"/>, when nothing is left in the embedded document.</summary>
    LeaveWhole,

    /// <summary>Whatever is left of the document.</summary>
    Document,

    /// <summary>The document's own end.</summary>
    WholeDocument,
}

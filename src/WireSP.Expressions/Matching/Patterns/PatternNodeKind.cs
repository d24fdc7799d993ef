namespace WireSP.Expressions.Matching.Patterns;

/// <summary>What a step of a pattern asks of the text.</summary>
internal enum PatternNodeKind
{
    /// <summary>Those bytes.</summary>
    Literal,

    /// <summary>So many bytes of a set, as many as possible.</summary>
    Repeat,

    /// <summary>One of several branches, the first that leads to a match.</summary>
    Choice,

    /// <summary>Nothing; a group begins.</summary>
    GroupBegin,

    /// <summary>Nothing; a group ends.</summary>
    GroupEnd,

    /// <summary>The begin of the text.</summary>
    TextBegin,

    /// <summary>The end of the text, or a line feed that ends it.</summary>
    TextEnd,

    /// <summary>Nothing; there is a match.</summary>
    Accept,
}

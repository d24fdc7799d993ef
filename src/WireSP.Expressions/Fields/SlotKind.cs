namespace WireSP.Expressions.Fields;

/// <summary>How the value of a slot is read from where a shape says it is.</summary>
internal enum SlotKind : byte
{
    /// <summary>There is no such field.</summary>
    Missing,

    /// <summary>A scalar of eight bytes.</summary>
    EightBytes,

    /// <summary>An int32.</summary>
    FourBytes,

    /// <summary>A value of a known length.</summary>
    Fixed,

    /// <summary>A value that begins with its length.</summary>
    Prefixed,

    /// <summary>A whole element.</summary>
    Element,

    /// <summary>A value that a run has computed for a document that it makes.</summary>
    Computed,
}

namespace WireSP.Bson;

/// <summary>How a JSON text stands for the types that JSON lacks.</summary>
public enum ExtendedJsonFormat
{
    /// <summary>
    /// Numbers as JSON numbers, dates as ISO texts in <c>$date</c>; other types in their <c>$…</c> forms.
    /// </summary>
    Relaxed,

    /// <summary>Every type is kept: numbers too are written as <c>{"$numberInt": "1"}</c> and its kin.</summary>
    Canonical,

    /// <summary>Plain JSON for readers that know no <c>$…</c> forms; types are lost.</summary>
    Basic,
}

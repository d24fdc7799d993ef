namespace WireSP.Bson;

/// <summary>How documents become JSON; the choices that a sink offers.</summary>
/// <param name="Format">How types that JSON lacks are written.</param>
/// <param name="Dates">How dates are written.</param>
public readonly record struct ExtendedJsonOptions(
    ExtendedJsonFormat Format = ExtendedJsonFormat.Relaxed, ExtendedJsonDates Dates = ExtendedJsonDates.AsFormat)
{
    /// <summary>Relaxed Extended JSON.</summary>
    public static ExtendedJsonOptions Relaxed => new(ExtendedJsonFormat.Relaxed);

    /// <summary>Canonical Extended JSON.</summary>
    public static ExtendedJsonOptions Canonical => new(ExtendedJsonFormat.Canonical);

    /// <summary>Plain JSON.</summary>
    public static ExtendedJsonOptions Basic => new(ExtendedJsonFormat.Basic);
}

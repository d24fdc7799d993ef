namespace WireSP.Bson;

/// <summary>How a JSON text writes dates.</summary>
public enum ExtendedJsonDates
{
    /// <summary>As the format has it.</summary>
    AsFormat,

    /// <summary>As plain ISO 8601 texts to the millisecond, in every format.</summary>
    Iso8601,
}

namespace WireSP.Wire.Connections;

/// <summary>What becomes of a new connection.</summary>
internal enum ConnectionAdmission
{
    /// <summary>It is served.</summary>
    Admitted,

    /// <summary>Its first request is answered with an overload error, then it is closed.</summary>
    Refused,

    /// <summary>It is closed at once.</summary>
    Dropped,
}

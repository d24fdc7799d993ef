namespace WireSP.TestKit.Simulation;

/// <summary>What a simulated sink does with what it is given.</summary>
internal enum SimulatedDelivery
{
    /// <summary>Appends in transactions tied to checkpoints, as a topic for readers of committed results.</summary>
    Append,

    /// <summary>Adds to a document of the key in such a transaction, as a merge that must not be repeated.</summary>
    Add,

    /// <summary>Appends at once, as a topic at least once.</summary>
    AppendAtOnce,

    /// <summary>Replaces the document of a key at once, as a merge that may be repeated.</summary>
    Replace,
}

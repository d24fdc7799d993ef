namespace WireSP.TestKit.Simulation;

/// <summary>What of the outside fails.</summary>
internal enum SimulatedPlace
{
    /// <summary>All of it.</summary>
    Anywhere,

    /// <summary>Where documents come from.</summary>
    Source,

    /// <summary>Where results and dead letters go.</summary>
    Target,

    /// <summary>Where checkpoints are.</summary>
    Disk,
}

namespace WireSP.Streaming;

/// <summary>Whose failure it is that a processor met.</summary>
public enum FailureDomain
{
    /// <summary>The pipeline or its settings: only the user can mend it.</summary>
    User,

    /// <summary>A system outside: a broker, a cluster, the network.</summary>
    External,

    /// <summary>This program.</summary>
    Internal,
}

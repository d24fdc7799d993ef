namespace WireSP.Server.Workspace;

/// <summary>Words for states, as clients know them.</summary>
internal static class ProcessorState
{
    /// <summary>Defined, never started.</summary>
    public const string Created = "CREATED";

    /// <summary>Starting, or between two attempts.</summary>
    public const string Provisioning = "PROVISIONING";

    /// <summary>Running.</summary>
    public const string Started = "STARTED";

    /// <summary>Bringing what is under way to the sink.</summary>
    public const string Stopping = "STOPPING";

    /// <summary>Stopped by a user, or at the end of its source.</summary>
    public const string Stopped = "STOPPED";

    /// <summary>Ended by a failure.</summary>
    public const string Failed = "FAILED";

    /// <summary>The word for a state inside statistics.</summary>
    public static string StatusOf(string state) => state switch
    {
        Created => "created",
        Provisioning => "starting",
        Started => "running",
        Stopping => "stopping",
        Failed => "error",
        _ => "stopped",
    };
}

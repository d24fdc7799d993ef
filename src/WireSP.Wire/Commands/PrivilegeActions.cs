namespace WireSP.Wire.Commands;

/// <summary>Actions that commands need and roles allow, as Atlas names them; the last ones are our own.</summary>
public static class PrivilegeActions
{
    /// <summary>Create a stream processor.</summary>
    public const string CreateStreamProcessor = "createStreamProcessor";

    /// <summary>Drop a stream processor.</summary>
    public const string DropStreamProcessor = "dropStreamProcessor";

    /// <summary>Modify a stream processor.</summary>
    public const string ModifyStreamProcessor = "modifyStreamProcessor";

    /// <summary>Start a stream processor.</summary>
    public const string StartStreamProcessor = "startStreamProcessor";

    /// <summary>Stop a stream processor.</summary>
    public const string StopStreamProcessor = "stopStreamProcessor";

    /// <summary>
    /// Run a pipeline for as long as the client listens; needs <see cref="SampleStreamProcessor"/> too.
    /// </summary>
    public const string ProcessStreamProcessor = "processStreamProcessor";

    /// <summary>Sample the output of a stream processor.</summary>
    public const string SampleStreamProcessor = "sampleStreamProcessor";

    /// <summary>Read one stream processor's definition.</summary>
    public const string GetStreamProcessor = "getStreamProcessor";

    /// <summary>Read a stream processor's statistics.</summary>
    public const string StreamProcessorStats = "streamProcessorStats";

    /// <summary>List stream processors.</summary>
    public const string ListStreamProcessors = "listStreamProcessors";

    /// <summary>List connections of the connection registry.</summary>
    public const string ListStreamConnections = "listStreamConnections";

    /// <summary>Create, modify or drop a connection; our own, because the commands are.</summary>
    public const string ManageStreamConnections = "manageStreamConnections";

    /// <summary>List databases and collections.</summary>
    public const string ListCollections = "listCollections";

    /// <summary>Read documents of collections.</summary>
    public const string Find = "find";

    /// <summary>Write documents of collections.</summary>
    public const string Write = "write";

    /// <summary>Read the server's state: log, parameters, host.</summary>
    public const string ServerStatus = "serverStatus";

    /// <summary>Read the list of users.</summary>
    public const string ViewUser = "viewUser";
}

namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>A fault that the next command of a name meets.</summary>
/// <param name="Command">The command's name.</param>
/// <param name="Kind">What goes wrong.</param>
public sealed record ReplicaFault(string Command, ReplicaFaultKind Kind)
{
    /// <summary>The error code of a refusal.</summary>
    public int Code { get; init; }

    /// <summary>The labels of a refusal.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Called when the fault is met, before anything else.</summary>
    public Action Met { get; init; } = () => { };

    /// <summary>How many commands of the name are let through before.</summary>
    public int After { get; set; }
}

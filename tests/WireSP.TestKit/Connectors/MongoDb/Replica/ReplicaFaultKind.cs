namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>What goes wrong with one command to a <see cref="TestReplicaSet"/>.</summary>
public enum ReplicaFaultKind
{
    /// <summary>The connection is cut before the command is run.</summary>
    LoseRequest,

    /// <summary>The connection is cut after the command was run.</summary>
    LoseReply,

    /// <summary>The command is refused, and not run.</summary>
    Refuse,
}

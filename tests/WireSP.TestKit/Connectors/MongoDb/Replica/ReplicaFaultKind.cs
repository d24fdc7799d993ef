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

    /// <summary>The connection is cut after a commit that no other member has got: until something else is committed,
    /// <see cref="TestReplicaSet.FailOver"/> takes it back.</summary>
    LoseMajority,

    /// <summary>The command is refused, because the member has failed over.</summary>
    FailOver,
}

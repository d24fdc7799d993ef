namespace WireSP.Connectors.Collections;

/// <summary>Whether the collections of a kind of connection can commit writes together with a checkpoint.</summary>
public enum CommitSupport
{
    /// <summary>They cannot.</summary>
    Never,

    /// <summary>The server that a connection leads to decides, which is known once it is reached.</summary>
    WhereTheServerCan,

    /// <summary>They can.</summary>
    Always,
}

namespace WireSP.Connectors.MongoDb;

/// <summary>The write commands, in the order in which a merge runs them.</summary>
internal enum MongoWriteKind
{
    /// <summary>New documents.</summary>
    Insert,

    /// <summary>Changes of one document each.</summary>
    Update,

    /// <summary>Ends of one document each.</summary>
    Delete,
}

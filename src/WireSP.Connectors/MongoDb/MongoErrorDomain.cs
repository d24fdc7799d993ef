namespace WireSP.Connectors.MongoDb;

/// <summary>The driver's <c>mongoc_error_domain_t</c>, as far as it is told apart here.</summary>
internal enum MongoErrorDomain
{
    /// <summary>None of those below.</summary>
    None,

    /// <summary>The client: authentication above all.</summary>
    Client = 1,

    /// <summary>The network: connecting, TLS, reading and writing.</summary>
    Stream = 2,

    /// <summary>Bytes that are not the protocol.</summary>
    Protocol = 3,

    /// <summary>A command that cannot be sent.</summary>
    Command = 11,

    /// <summary>A login that SCRAM refused.</summary>
    Scram = 14,

    /// <summary>No server suited in time.</summary>
    ServerSelection = 15,

    /// <summary>A write was not confirmed as was asked.</summary>
    WriteConcern = 16,

    /// <summary>The server refused.</summary>
    Server = 17,
}

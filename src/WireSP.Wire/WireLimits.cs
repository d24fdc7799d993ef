namespace WireSP.Wire;

/// <summary>Named limits of the wire server; each is checked before memory is taken.</summary>
public static class WireLimits
{
    /// <summary>Bytes of a message header.</summary>
    public const int HeaderSizeBytes = 16;

    /// <summary>Largest message, header included, in bytes; advertised as <c>maxMessageSizeBytes</c>.</summary>
    public const int MessageSizeBytesMax = 48_000_000;

    /// <summary>Largest message that is looked at where its bytes arrive, in bytes.</summary>
    public const int MessageOnArrivalBytesMax = 16 * 1024;

    /// <summary>Largest message of a client that has not authenticated on a server with users, in bytes.</summary>
    public const int PreAuthenticationMessageSizeBytesMax = 64 * 1024;

    /// <summary>Writes in one command; advertised as <c>maxWriteBatchSize</c>.</summary>
    public const int WriteBatchCountMax = 100_000;

    /// <summary>Document sequences in one message: no command takes more than two arrays of documents.</summary>
    public const int DocumentSequencesMax = 2;

    /// <summary>Client metadata that is kept, in bytes; the contract says 512, some drivers send more.</summary>
    public const int ClientMetadataBytesMax = 4096;

    /// <summary>
    /// Longest name of a command, field or database that is repeated in an error message, in characters.
    /// </summary>
    public const int EchoedNameLengthMax = 128;

    /// <summary>Longest database name, in bytes.</summary>
    public const int DatabaseNameBytesMax = 63;

    /// <summary>Largest step of a SASL conversation, in bytes.</summary>
    public const int SaslPayloadBytesMax = 16 * 1024;

    /// <summary>Longest wait that an awaitable hello may ask for.</summary>
    public static readonly TimeSpan HelloAwaitMax = TimeSpan.FromMinutes(10);

    /// <summary>Connections at one time.</summary>
    public const int ConnectionsMax = 2000;

    /// <summary>Connections at one time from one address.</summary>
    public const int ConnectionsPerAddressMax = 200;

    /// <summary>Connections over the cap that are kept long enough to be told so; more are closed at once.</summary>
    public const int RefusalsAtOnceMax = 64;

    /// <summary>Replies that are gathered before they are handed to the socket, in bytes.</summary>
    public const int UnflushedReplyBytesMax = 64 * 1024;

    /// <summary>Addresses whose broken connections are logged each for itself.</summary>
    public const int ProtocolErrorAddressesMax = 1000;

    /// <summary>How long further broken connections of an address are counted and not logged.</summary>
    public static readonly TimeSpan ProtocolErrorSilence = TimeSpan.FromMinutes(1);

    /// <summary>Failed logins of one user from one address within <see cref="FailedLoginWindow"/>.</summary>
    public const int FailedLoginsMax = 10;

    /// <summary>Pairs of user and address whose failed logins are remembered.</summary>
    public const int FailedLoginPairsMax = 10_000;

    /// <summary>How long a failed login counts.</summary>
    public static readonly TimeSpan FailedLoginWindow = TimeSpan.FromMinutes(5);
}

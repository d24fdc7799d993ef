namespace WireSP.Wire.Commands;

/// <summary>Numeric codes of error replies, named as the server's public list names them (error_codes.yml).</summary>
public enum ErrorCode
{
    /// <summary>InternalError.</summary>
    InternalError = 1,

    /// <summary>BadValue.</summary>
    BadValue = 2,

    /// <summary>HostUnreachable.</summary>
    HostUnreachable = 6,

    /// <summary>UnknownError.</summary>
    UnknownError = 8,

    /// <summary>FailedToParse: a malformed argument or pipeline.</summary>
    FailedToParse = 9,

    /// <summary>UserNotFound.</summary>
    UserNotFound = 11,

    /// <summary>Unauthorized: not authenticated, or a privilege is missing.</summary>
    Unauthorized = 13,

    /// <summary>TypeMismatch: an argument of the wrong BSON type.</summary>
    TypeMismatch = 14,

    /// <summary>Overflow: nesting or a number beyond its limit.</summary>
    Overflow = 15,

    /// <summary>ProtocolError: a step of a conversation out of order.</summary>
    ProtocolError = 17,

    /// <summary>AuthenticationFailed.</summary>
    AuthenticationFailed = 18,

    /// <summary>IllegalOperation.</summary>
    IllegalOperation = 20,

    /// <summary>InvalidBSON.</summary>
    InvalidBSON = 22,

    /// <summary>NamespaceNotFound.</summary>
    NamespaceNotFound = 26,

    /// <summary>ConflictingUpdateOperators.</summary>
    ConflictingUpdateOperators = 40,

    /// <summary>CursorNotFound: unknown, expired or foreign cursor.</summary>
    CursorNotFound = 43,

    /// <summary>NamespaceExists.</summary>
    NamespaceExists = 48,

    /// <summary>MaxTimeMSExpired.</summary>
    MaxTimeMSExpired = 50,

    /// <summary>CommandNotFound.</summary>
    CommandNotFound = 59,

    /// <summary>ImmutableField.</summary>
    ImmutableField = 66,

    /// <summary>InvalidOptions: option values that contradict.</summary>
    InvalidOptions = 72,

    /// <summary>InvalidNamespace.</summary>
    InvalidNamespace = 73,

    /// <summary>NetworkTimeout.</summary>
    NetworkTimeout = 89,

    /// <summary>ShutdownInProgress.</summary>
    ShutdownInProgress = 91,

    /// <summary>OperationFailed.</summary>
    OperationFailed = 96,

    /// <summary>WriteConflict.</summary>
    WriteConflict = 112,

    /// <summary>CommandNotSupported.</summary>
    CommandNotSupported = 115,

    /// <summary>DocumentValidationFailure.</summary>
    DocumentValidationFailure = 121,

    /// <summary>CommandFailed: what the stream front end answers for most wrong-state and wrong-name cases.</summary>
    CommandFailed = 125,

    /// <summary>ExceededMemoryLimit.</summary>
    ExceededMemoryLimit = 146,

    /// <summary>InvalidPipelineOperator.</summary>
    InvalidPipelineOperator = 168,

    /// <summary>ClientMetadataCannotBeMutated.</summary>
    ClientMetadataCannotBeMutated = 186,

    /// <summary>PrimarySteppedDown.</summary>
    PrimarySteppedDown = 189,

    /// <summary>NoSuchSession.</summary>
    NoSuchSession = 206,

    /// <summary>KeyNotFound.</summary>
    KeyNotFound = 211,

    /// <summary>IllegalOpMsgFlag: a required flag bit that is not known.</summary>
    IllegalOpMsgFlag = 223,

    /// <summary>TooManyDocumentSequences.</summary>
    TooManyDocumentSequences = 233,

    /// <summary>CursorKilled.</summary>
    CursorKilled = 237,

    /// <summary>NotImplemented: a known field or command that is refused.</summary>
    NotImplemented = 238,

    /// <summary>ConversionFailure.</summary>
    ConversionFailure = 241,

    /// <summary>InvalidResumeToken.</summary>
    InvalidResumeToken = 260,

    /// <summary>OperationNotSupportedInTransaction.</summary>
    OperationNotSupportedInTransaction = 263,

    /// <summary>ChangeStreamFatalError.</summary>
    ChangeStreamFatalError = 280,

    /// <summary>ChangeStreamHistoryLost.</summary>
    ChangeStreamHistoryLost = 286,

    /// <summary>ChecksumMismatch.</summary>
    ChecksumMismatch = 288,

    /// <summary>APIVersionError: an API version other than "1".</summary>
    APIVersionError = 322,

    /// <summary>APIStrictError.</summary>
    APIStrictError = 323,

    /// <summary>MechanismUnavailable: an authentication mechanism that is not offered.</summary>
    MechanismUnavailable = 334,

    /// <summary>UnsupportedOpQueryCommand: OP_QUERY is for the hello family only.</summary>
    UnsupportedOpQueryCommand = 352,

    /// <summary>LoadBalancerSupportMismatch.</summary>
    LoadBalancerSupportMismatch = 354,

    /// <summary>ReauthenticationRequired.</summary>
    ReauthenticationRequired = 391,

    /// <summary>StreamTerminated.</summary>
    StreamTerminated = 398,

    /// <summary>ResourceExhausted.</summary>
    ResourceExhausted = 402,

    /// <summary>StreamProcessorDoesNotExist.</summary>
    StreamProcessorDoesNotExist = 415,

    /// <summary>StreamProcessorAlreadyExists.</summary>
    StreamProcessorAlreadyExists = 416,

    /// <summary>StreamProcessorWorkerShuttingDown.</summary>
    StreamProcessorWorkerShuttingDown = 417,

    /// <summary>StreamProcessorWorkerOutOfMemory: state grew past the tier's budget.</summary>
    StreamProcessorWorkerOutOfMemory = 418,

    /// <summary>StreamProcessorKafkaConnectionError.</summary>
    StreamProcessorKafkaConnectionError = 419,

    /// <summary>StreamProcessorInvalidOptions.</summary>
    StreamProcessorInvalidOptions = 420,

    /// <summary>StreamProcessorAtlasConnectionError.</summary>
    StreamProcessorAtlasConnectionError = 421,

    /// <summary>StreamProcessorAtlasUnauthorizedError.</summary>
    StreamProcessorAtlasUnauthorizedError = 422,

    /// <summary>StreamProcessorSourceDocTooLarge.</summary>
    StreamProcessorSourceDocTooLarge = 423,

    /// <summary>StreamProcessorTooManyOutputTargets.</summary>
    StreamProcessorTooManyOutputTargets = 424,

    /// <summary>StreamProcessorCannotResumeFromSource.</summary>
    StreamProcessorCannotResumeFromSource = 425,

    /// <summary>StreamProcessorHTTPSConnectionError.</summary>
    StreamProcessorHTTPSConnectionError = 436,

    /// <summary>StreamProcessorExternalFunctionConnectionError.</summary>
    StreamProcessorExternalFunctionConnectionError = 440,

    /// <summary>StreamProcessorS3ConnectionError.</summary>
    StreamProcessorS3ConnectionError = 443,

    /// <summary>StreamProcessorS3Error.</summary>
    StreamProcessorS3Error = 444,

    /// <summary>StreamProcessorInvalidNamespace.</summary>
    StreamProcessorInvalidNamespace = 448,

    /// <summary>StreamProcessorS3TokenExpired.</summary>
    StreamProcessorS3TokenExpired = 451,

    /// <summary>StreamProcessorKinesisConnectionError.</summary>
    StreamProcessorKinesisConnectionError = 460,

    /// <summary>StreamProcessorKinesisError.</summary>
    StreamProcessorKinesisError = 461,

    /// <summary>
    /// RateLimitExceeded: overload is signalled with this code and the labels of client back-pressure.
    /// </summary>
    RateLimitExceeded = 462,

    /// <summary>NotWritablePrimary.</summary>
    NotWritablePrimary = 10107,

    /// <summary>BSONObjectTooLarge.</summary>
    BSONObjectTooLarge = 10334,

    /// <summary>DuplicateKey.</summary>
    DuplicateKey = 11000,

    /// <summary>InterruptedAtShutdown.</summary>
    InterruptedAtShutdown = 11600,

    /// <summary>Interrupted.</summary>
    Interrupted = 11601,

    /// <summary>Location13111: a field of the envelope has the wrong type.</summary>
    Location13111 = 13111,

    /// <summary>Location31368: a wait for a change of the topology without all its fields.</summary>
    Location31368 = 31368,

    /// <summary>Location31373: a wait of negative length.</summary>
    Location31373 = 31373,

    /// <summary>Location31382: a topology version that this server has not reached.</summary>
    Location31382 = 31382,

    /// <summary>Location40413: a field is there twice.</summary>
    Location40413 = 40413,

    /// <summary>IDLFailedToParse: a required field is missing.</summary>
    IDLFailedToParse = 40414,

    /// <summary>IDLUnknownField: a field that the command does not take.</summary>
    IDLUnknownField = 40415,

    /// <summary>Location40430: a message with two bodies.</summary>
    Location40430 = 40430,

    /// <summary>Location40431: two document sequences of one name.</summary>
    Location40431 = 40431,

    /// <summary>Location40432: an unknown kind of section.</summary>
    Location40432 = 40432,

    /// <summary>Location40433: a document sequence named like a field of the body.</summary>
    Location40433 = 40433,

    /// <summary>Location40571: a message without a database.</summary>
    Location40571 = 40571,

    /// <summary>Location40587: a message without a body.</summary>
    Location40587 = 40587,
}

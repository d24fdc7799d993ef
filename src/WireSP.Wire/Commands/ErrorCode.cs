namespace WireSP.Wire.Commands;

/// <summary>Numeric codes of error replies, named as the server's public list names them (error_codes.yml).</summary>
public enum ErrorCode
{
    /// <summary>InternalError.</summary>
    InternalError = 1,

    /// <summary>BadValue.</summary>
    BadValue = 2,

    /// <summary>FailedToParse: a malformed argument or pipeline.</summary>
    FailedToParse = 9,

    /// <summary>Unauthorized: not authenticated, or a privilege is missing.</summary>
    Unauthorized = 13,

    /// <summary>TypeMismatch: an argument of the wrong BSON type.</summary>
    TypeMismatch = 14,

    /// <summary>ProtocolError: a step of a conversation out of order.</summary>
    ProtocolError = 17,

    /// <summary>AuthenticationFailed.</summary>
    AuthenticationFailed = 18,

    /// <summary>IllegalOperation.</summary>
    IllegalOperation = 20,

    /// <summary>InvalidBSON.</summary>
    InvalidBSON = 22,

    /// <summary>CursorNotFound: unknown, expired or foreign cursor.</summary>
    CursorNotFound = 43,

    /// <summary>CommandNotFound.</summary>
    CommandNotFound = 59,

    /// <summary>InvalidOptions: option values that contradict.</summary>
    InvalidOptions = 72,

    /// <summary>InvalidNamespace.</summary>
    InvalidNamespace = 73,

    /// <summary>ShutdownInProgress.</summary>
    ShutdownInProgress = 91,

    /// <summary>CommandFailed: what the stream front end answers for most wrong-state and wrong-name cases.</summary>
    CommandFailed = 125,

    /// <summary>IllegalOpMsgFlag: a required flag bit that is not known.</summary>
    IllegalOpMsgFlag = 223,

    /// <summary>TooManyDocumentSequences.</summary>
    TooManyDocumentSequences = 233,

    /// <summary>NotImplemented: a known field or command that is refused.</summary>
    NotImplemented = 238,

    /// <summary>OperationNotSupportedInTransaction.</summary>
    OperationNotSupportedInTransaction = 263,

    /// <summary>ChecksumMismatch.</summary>
    ChecksumMismatch = 288,

    /// <summary>APIVersionError: an API version other than "1".</summary>
    APIVersionError = 322,

    /// <summary>MechanismUnavailable: an authentication mechanism that is not offered.</summary>
    MechanismUnavailable = 334,

    /// <summary>UnsupportedOpQueryCommand: OP_QUERY is for the hello family only.</summary>
    UnsupportedOpQueryCommand = 352,

    /// <summary>StreamProcessorDoesNotExist.</summary>
    StreamProcessorDoesNotExist = 415,

    /// <summary>StreamProcessorAlreadyExists.</summary>
    StreamProcessorAlreadyExists = 416,

    /// <summary>StreamProcessorWorkerOutOfMemory: state grew past the tier's budget.</summary>
    StreamProcessorWorkerOutOfMemory = 418,

    /// <summary>StreamProcessorKafkaConnectionError.</summary>
    StreamProcessorKafkaConnectionError = 419,

    /// <summary>StreamProcessorInvalidOptions.</summary>
    StreamProcessorInvalidOptions = 420,

    /// <summary>StreamProcessorTooManyOutputTargets.</summary>
    StreamProcessorTooManyOutputTargets = 424,

    /// <summary>RateLimitExceeded: overload is signalled with this code and the labels of client back-pressure.</summary>
    RateLimitExceeded = 462,

    /// <summary>BSONObjectTooLarge.</summary>
    BSONObjectTooLarge = 10334,

    /// <summary>IDLFailedToParse: a required field is missing.</summary>
    IDLFailedToParse = 40414,

    /// <summary>IDLUnknownField: a field that the command does not take.</summary>
    IDLUnknownField = 40415,
}

namespace WireSP.Streaming.Pipelines;

/// <summary>Numeric codes of what can be wrong with a pipeline, as the server's public list has them.</summary>
public static class PipelineErrorCodes
{
    /// <summary>BadValue.</summary>
    public const int BadValue = 2;

    /// <summary>TypeMismatch.</summary>
    public const int TypeMismatch = 14;

    /// <summary>CommandFailed: what the stream front end answers for names that do not exist.</summary>
    public const int CommandFailed = 125;

    /// <summary>NotImplemented: known, but not supported here.</summary>
    public const int NotImplemented = 238;

    /// <summary>StreamProcessorInvalidOptions: the stages do not make a stream processor.</summary>
    public const int InvalidOptions = 420;

    /// <summary>A stage document with no or several fields.</summary>
    public const int NotOneField = 40323;

    /// <summary>A stage that does not exist.</summary>
    public const int UnknownStage = 40324;

    /// <summary>A required field is missing.</summary>
    public const int MissingField = 40414;

    /// <summary>A field that does not exist.</summary>
    public const int UnknownField = 40415;
}

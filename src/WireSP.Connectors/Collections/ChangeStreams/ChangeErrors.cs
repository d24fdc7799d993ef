using WireSP.Streaming;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Makes the failures of sources of changes: the server's own codes, with what a user can do about them.
/// </summary>
internal static class ChangeErrors
{
    /// <summary>Code of a document that is too large (<c>StreamProcessorSourceDocTooLarge</c>).</summary>
    public const int TooLargeCode = 423;

    /// <summary>Code of a place that cannot be gone on from (<c>StreamProcessorCannotResumeFromSource</c>).</summary>
    public const int CannotResumeCode = 425;

    private const int InvalidOptions = 420;
    private const int NoMatchingDocument = 47;
    private const int InvalidResumeToken = 260;
    private const int FatalError = 280;
    private const int HistoryLost = 286;
    private const int ObjectTooLarge = 10334;

    // What members answer to a token that is none.
    private static readonly int[] BadTokens = [InvalidResumeToken, 40647, 40649, 50811];

    private const string WaysOut =
        "Three ways out: start with {resumeFromCheckpoint: false} to begin at the present; start with "
        + "{startAtOperationTime: …} or {startAfter: …} to begin at another place that is still kept; or modify the "
        + "processor to copy the collections anew with $source.initialSync and start it with "
        + "{resumeFromCheckpoint: false}";

    /// <summary>The failure that the user sees instead of what a connection told.</summary>
    public static StreamProcessorException Translate(
        StreamProcessorException failure, ChangeSourceOptions options) => failure.Code switch
        {
            HistoryLost => Failed(
                HistoryLost,
                $"the changes of {options.Name} after the last position are no longer kept (ChangeStreamHistoryLost). "
                    + WaysOut,
                failure),
            FatalError when !failure.Message.Contains("_id", StringComparison.Ordinal) => Failed(
                FatalError, $"the change stream of {options.Name} cannot go on: {failure.Message}. {WaysOut}", failure),
            FatalError => Failed(
                FatalError, $"config.pipeline must leave _id as it is: {failure.Message}", failure),
            NoMatchingDocument => Failed(
                NoMatchingDocument,
                $"an image of a document that the settings require is not there: {failure.Message}. Images are kept "
                    + "only of writes made after changeStreamPreAndPostImages was enabled on the collection, and "
                    + "expire. Ask for whenAvailable instead of required, or begin at a place behind that change",
                failure),
            ObjectTooLarge => Failed(
                TooLargeCode,
                $"a change event of {options.Name} is too large: {failure.Message}. Leave out images (fullDocument, "
                    + "fullDocumentBeforeChange) or large fields (config.pipeline), or begin behind that change "
                    + "with {startAtOperationTime: …}",
                failure),
            _ when Array.IndexOf(BadTokens, failure.Code) >= 0 => Failed(
                CannotResumeCode,
                $"the resume token is of no use for {options.Name}: {failure.Message}. {WaysOut}",
                failure),
            _ => failure,
        };

    /// <summary>What was watched is gone.</summary>
    public static StreamProcessorException Ended(ChangeSourceOptions options, string end) => Failed(
        CannotResumeCode,
        $"the change stream of {options.Name} has ended: {end}. What was read before has been processed. Three "
            + "ways out: start the processor again to follow the next one of that name from its first change; start "
            + "with {startAtOperationTime: …} or {startAfter: …}; start with {resumeFromCheckpoint: false} to begin "
            + "at the present",
        null);

    /// <summary>The stages that run where the changes are took the time away.</summary>
    public static StreamProcessorException NoTime() => Failed(
        InvalidOptions,
        "config.pipeline must leave wallTime and clusterTime as they are, and a change has neither",
        null);

    private static StreamProcessorException Failed(int code, string message, Exception? cause) =>
        new(code, FailureDomain.User, RetryPolicy.Never, message, cause);
}

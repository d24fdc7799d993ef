using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>Makes the exceptions of sinks that write to collections; their messages hold no secrets.</summary>
internal static class CollectionFailures
{
    /// <summary>Code of a sink with too many dynamic targets (<c>StreamProcessorTooManyOutputTargets</c>).</summary>
    public const int TargetsCode = 424;

    /// <summary>The server's code for a merge by fields that no unique index has.</summary>
    public const int NoIndexCode = 51183;

    /// <summary>A dynamic target gave too many names.</summary>
    public static StreamProcessorException TooManyTargets(string stageName) => new(
        TargetsCode,
        FailureDomain.User,
        RetryPolicy.Never,
        $"{stageName} met more than {StreamingLimits.DynamicTargetsMax} different collections: too many output "
            + "targets");

    /// <summary>No unique index has exactly the fields by which documents belong together.</summary>
    public static StreamProcessorException NoUniqueIndex(in CollectionNamespace name, IReadOnlyList<string> on) => new(
        NoIndexCode, FailureDomain.User, RetryPolicy.Never, UniqueIndexes.Refusal(name, on));
}

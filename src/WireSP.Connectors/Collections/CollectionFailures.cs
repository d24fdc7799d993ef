using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>Makes the exceptions of sinks that write to collections; their messages hold no secrets.</summary>
internal static class CollectionFailures
{
    /// <summary>Code of a sink with too many dynamic targets (<c>StreamProcessorTooManyOutputTargets</c>).</summary>
    public const int TargetsCode = 424;

    /// <summary>Code of options that cannot work (<c>StreamProcessorInvalidOptions</c>).</summary>
    public const int OptionsCode = 420;

    /// <summary>The server's code for a merge by fields that no unique index has.</summary>
    public const int NoIndexCode = 51183;

    /// <summary>The server's code for what a view does not do (<c>CommandNotSupportedOnView</c>).</summary>
    public const int ViewCode = 166;

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

    /// <summary>A merge into what is computed from another collection.</summary>
    public static StreamProcessorException View(in CollectionNamespace name) => new(
        ViewCode, FailureDomain.User, RetryPolicy.Never, $"{name} is a view, which $merge cannot write to");

    /// <summary>A merge into what only takes measurements.</summary>
    public static StreamProcessorException TimeSeries(in CollectionNamespace name) =>
        Options($"{name} is a time series collection, which $merge cannot write to; use $emit");

    /// <summary>Measurements for a collection that takes documents.</summary>
    public static StreamProcessorException NotTimeSeries(in CollectionNamespace name) => Options(
        $"{name} is an ordinary collection, and $emit writes only to time series collections; use $merge");

    /// <summary>A collection that is not there, and of which nobody has said how it is to be made.</summary>
    public static StreamProcessorException NoTimeSeries(in CollectionNamespace name) => Options(
        $"there is no collection {name}; make it with db.getSiblingDB('{name.Database}').createCollection("
            + $"'{name.Collection}', {{timeseries: {{timeField: …}}}}), or give 'timeseries' to have it made");

    /// <summary>A time series that is not as the stage says.</summary>
    public static StreamProcessorException OtherTimeSeries(
        in CollectionNamespace name, string option, string? found, string? expected) => Options(
        $"the time series collection {name} has {option} {found ?? "(none)"}, and the stage says "
            + $"{expected ?? "(none)"}");

    /// <summary>The stage asks for what the server behind the connection cannot do.</summary>
    public static StreamProcessorException NoCommits(string connectionName, string refusal) => Options(
        $"connection '{connectionName}': $merge cannot be exactly once there: {refusal}; leave out "
            + "config.deliveryGuarantee, or set it to 'atLeastOnce'");

    private static StreamProcessorException Options(string message) =>
        new(OptionsCode, FailureDomain.User, RetryPolicy.Never, message);
}

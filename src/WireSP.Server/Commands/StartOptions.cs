using System.Globalization;
using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Streaming.Sources;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Reads the options of a start, which <c>sp.process()</c> takes too.</summary>
internal static class StartOptions
{
    /// <summary>The fields, sorted; each at the top level or in <c>options</c>.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        "autoscaling", "clearCheckpoints", "enableAutoScaling", "failover", "fromCheckpoint", "resumeFromCheckpoint",
        "startAfter", "startAtOperationTime", "tier",
    ];

    /// <summary>The start that was asked for.</summary>
    /// <exception cref="MongoCommandException">An option is malformed, contradicts another or is not
    /// supported.</exception>
    public static StartRequest Read(CommandArguments arguments, Tier maxTier)
    {
        var tier = arguments.Text("tier");
        if (tier is not null && TierTable.Find(tier) is null)
        {
            throw StreamErrors.UnknownTier(tier);
        }

        AutoscalingOption.Check(arguments, tier, maxTier);
        FailoverOption.Check(arguments);
        var resumes = arguments.Boolean("resumeFromCheckpoint");
        var clears = arguments.Boolean("clearCheckpoints") ?? false;
        if (resumes == true && clears)
        {
            throw StreamErrors.InvalidOptions("resumeFromCheckpoint and clearCheckpoints contradict each other");
        }

        var from = ReadFromCheckpoint(arguments);
        if (from is not null && (clears || resumes == false))
        {
            throw StreamErrors.InvalidOptions(
                "fromCheckpoint contradicts clearCheckpoints and resumeFromCheckpoint: false");
        }

        var start = ReadSourceStart(arguments);
        if (start is not null && (from is not null || resumes == true))
        {
            throw StreamErrors.InvalidOptions(
                "startAfter and startAtOperationTime begin anew, which contradicts fromCheckpoint and "
                + "resumeFromCheckpoint: true");
        }

        // A place that the user names is not the checkpoint's: that one is left behind.
        return new StartRequest(tier, (resumes ?? true) && !clears && start is null)
        {
            SourceStart = start,
            FromCheckpoint = from,
            ClearsCheckpoints = clears,
        };
    }

    private static SourceStart? ReadSourceStart(CommandArguments arguments)
    {
        var after = arguments.Document("startAfter");
        var time = arguments.Find("startAtOperationTime");
        if (after is not null && !time.IsMissing)
        {
            throw StreamErrors.InvalidOptions("startAfter and startAtOperationTime contradict each other");
        }

        return after is null && time.IsMissing ? null : new SourceStart(after, time);
    }

    private static string? ReadFromCheckpoint(CommandArguments arguments) =>
        arguments.Find("fromCheckpoint").Type == BsonType.String
            ? arguments.Text("fromCheckpoint")
            : arguments.WholeNumber("fromCheckpoint", least: 1)?.ToString(CultureInfo.InvariantCulture);
}

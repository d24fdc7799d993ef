using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>
/// Checks <c>autoscaling</c> and <c>enableAutoScaling</c>: their rules are enforced, and switching it on is refused,
/// because a tier here is a budget on one machine that nothing would move.
/// </summary>
internal static class AutoscalingOption
{
    private static readonly string[] Fields = ["enabled", "maxTier", "minTier"];

    /// <summary>Checks the options of a start or a modification.</summary>
    /// <exception cref="MongoCommandException">They are wrong, or autoscaling is switched on.</exception>
    public static void Check(CommandArguments arguments, string? tier, Tier workspaceMax)
    {
        var isEnabled = arguments.Boolean("enableAutoScaling") ?? false;
        if (arguments.Document("autoscaling") is { } option)
        {
            isEnabled |= CheckDocument(option, tier, workspaceMax);
        }

        if (isEnabled)
        {
            throw StreamErrors.NotImplemented(
                "autoscaling is not supported by this server; leave it out and name the tier that the processor needs");
        }
    }

    private static bool CheckDocument(BsonDocument option, string? tier, Tier workspaceMax)
    {
        foreach (var element in option)
        {
            var name = element.Name;
            if (!Fields.Contains(name, StringComparer.Ordinal))
            {
                throw new MongoCommandException(
                    ErrorCode.IDLUnknownField,
                    $"BSON field 'autoscaling.{name}' is an unknown field.{NearestName.Hint(name, Fields)}");
            }
        }

        var enabled = option["enabled"];
        if (!enabled.IsNullish && enabled.Type != BsonType.Boolean)
        {
            throw CommandErrors.WrongType("autoscaling.enabled", enabled.Type, BsonType.Boolean);
        }

        var min = ReadTier(option, "minTier") ?? TierTable.All[0];
        var max = ReadTier(option, "maxTier") ?? workspaceMax;
        if (min.Rank > max.Rank || max.Rank > workspaceMax.Rank)
        {
            throw StreamErrors.InvalidOptions(
                $"autoscaling: minTier {min.Name} to maxTier {max.Name} is no range within this workspace's maximum "
                + workspaceMax.Name);
        }

        if (tier is not null && TierTable.Find(tier) is { } known && (known.Rank < min.Rank || known.Rank > max.Rank))
        {
            throw StreamErrors.InvalidOptions(
                $"tier {tier} is outside the autoscaling range {min.Name} to {max.Name}");
        }

        return enabled.Type == BsonType.Boolean && enabled.AsBoolean;
    }

    private static Tier? ReadTier(BsonDocument option, string field)
    {
        var value = option[field];
        if (value.IsNullish)
        {
            return null;
        }

        return value.Type == BsonType.String
            ? TierTable.Find(value.AsString) ?? throw StreamErrors.UnknownTier(value.AsString)
            : throw CommandErrors.WrongType($"autoscaling.{field}", value.Type, BsonType.String);
    }
}

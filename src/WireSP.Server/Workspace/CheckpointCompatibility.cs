using WireSP.Bson;

namespace WireSP.Server.Workspace;

/// <summary>
/// Which changes of a pipeline may go on from the state of the old one. A pure function of both pipelines.
/// </summary>
internal static class CheckpointCompatibility
{
    private static readonly string[] WindowStages =
        ["$hoppingWindow", "$sessionWindow", "$tumblingWindow"];

    /// <summary>Why the new pipeline cannot resume from the old one's state; null when it can.</summary>
    public static string? FindRefusal(BsonArray before, BsonArray after)
    {
        if (!HaveSameBytes(Stage(before, ["$source"]), Stage(after, ["$source"])))
        {
            return Refusal("the $source stage is changed");
        }

        var oldWindow = Stage(before, WindowStages);
        if (oldWindow is not { } old)
        {
            return null;
        }

        if (Stage(after, WindowStages) is not { } present || present.Name != old.Name)
        {
            return Refusal($"the {old.Name} stage is removed or changed to another type");
        }

        foreach (var field in (ReadOnlySpan<string>)["interval", "hopSize", "gap"])
        {
            if (!Field(old.Value, field).AsSpan().SequenceEqual(Field(present.Value, field)))
            {
                return Refusal($"the {field} of {old.Name} is changed");
            }
        }

        return IsInnerPipelineChanged(old.Value, present.Value) && !HasState(old.Value)
            ? Refusal($"the inner pipeline of {old.Name}, which has neither $group nor $sort, is changed")
            : null;
    }

    /// <summary>
    /// What the state of a pipeline depends on: under <c>state</c> the window without what may change while it is open.
    /// </summary>
    public static BsonDocument DefinitionOf(BsonArray pipeline)
    {
        var state = new BsonDocumentBuilder();
        if (Stage(pipeline, WindowStages) is { Value.Type: BsonType.Document } window)
        {
            state.Add("window", window.Name);
            foreach (var element in window.Value.AsDocument)
            {
                if (element.Name is not ("allowedLateness" or "idleTimeout"))
                {
                    state.Add(element.Name, element.Value);
                }
            }
        }

        return new BsonDocumentBuilder { { "pipeline", pipeline }, { "state", state.ToDocument() } }.ToDocument();
    }

    private static string Refusal(string what) =>
        $"cannot resume from the checkpoint: {what}; pass resumeFromCheckpoint: false to begin anew";

    private static (string Name, BsonValue Value)? Stage(BsonArray pipeline, string[] names)
    {
        foreach (var stage in pipeline)
        {
            foreach (var element in stage.AsDocument)
            {
                if (names.Contains(element.Name, StringComparer.Ordinal))
                {
                    return (element.Name, element.Value);
                }
            }
        }

        return null;
    }

    private static bool HaveSameBytes((string Name, BsonValue Value)? left, (string Name, BsonValue Value)? right) =>
        left?.Value.Type == right?.Value.Type
        && (left is null || left.Value.Value.Bytes.SequenceEqual(right!.Value.Value.Bytes));

    private static byte[] Field(BsonValue stage, string name)
    {
        var value = stage.Type == BsonType.Document ? stage.AsDocument[name] : BsonValue.Missing;
        var writer = new BsonWriter();
        writer.WriteValue("value", value);
        return writer.Written.ToArray();
    }

    private static bool IsInnerPipelineChanged(BsonValue left, BsonValue right) =>
        !Field(left, "pipeline").AsSpan().SequenceEqual(Field(right, "pipeline"));

    private static bool HasState(BsonValue window) =>
        window.AsDocument["pipeline"] is { Type: BsonType.Array } inner
        && Stage(inner.AsArray, ["$group", "$sort"]) is not null;
}

namespace WireSP.Streaming.Stages;

/// <summary><c>$replaceWith</c>: a short form of <c>$replaceRoot</c>.</summary>
internal static class ReplaceWithStage
{
    public static readonly StageSpec Spec = new("$replaceWith", StageRole.Stateless, TransformPlan.Parse)
    {
        Summary = "Puts another document in the document's place.",
        Examples = ["{ $replaceWith: '$obs' }"],
    };
}

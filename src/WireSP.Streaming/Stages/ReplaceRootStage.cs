namespace WireSP.Streaming.Stages;

/// <summary><c>$replaceRoot</c>: puts another document in the document's place.</summary>
internal static class ReplaceRootStage
{
    public static readonly StageSpec Spec = new("$replaceRoot", StageRole.Stateless, TransformPlan.Parse)
    {
        Summary = "Puts another document in the document's place.",
        Examples = ["{ $replaceRoot: { newRoot: '$obs' } }"],
    };
}

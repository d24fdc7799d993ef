namespace WireSP.Streaming.Stages;

/// <summary><c>$unset</c>: drops fields.</summary>
internal static class UnsetStage
{
    public static readonly StageSpec Spec = new("$unset", StageRole.Stateless, TransformPlan.Parse)
    {
        Summary = "Drops fields.",
        Examples = ["{ $unset: 'a' }", "{ $unset: ['a', 'b.c'] }"],
    };
}

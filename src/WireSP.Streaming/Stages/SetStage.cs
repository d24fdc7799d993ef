namespace WireSP.Streaming.Stages;

/// <summary><c>$set</c>: another name of <c>$addFields</c>.</summary>
internal static class SetStage
{
    public static readonly StageSpec Spec = new("$set", StageRole.Stateless, TransformPlan.Parse)
    {
        Summary = "Adds fields or replaces them in place; another name of $addFields.",
        Examples = ["{ $set: { price: { $multiply: ['$price', 0.908] } } }"],
    };
}

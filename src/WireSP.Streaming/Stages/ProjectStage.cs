namespace WireSP.Streaming.Stages;

/// <summary><c>$project</c>: keeps, drops and computes fields.</summary>
internal static class ProjectStage
{
    public static readonly StageSpec Spec = new("$project", StageRole.Stateless, TransformPlan.Parse)
    {
        Summary = "Keeps, drops and computes fields.",
        Examples = ["{ $project: { _id: 0, price: 1, total: { $multiply: ['$price', '$n'] } } }"],
    };
}

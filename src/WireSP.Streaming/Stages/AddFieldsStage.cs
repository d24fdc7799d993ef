namespace WireSP.Streaming.Stages;

/// <summary><c>$addFields</c>: adds fields or replaces them in place.</summary>
internal static class AddFieldsStage
{
    public static readonly StageSpec Spec = new("$addFields", StageRole.Stateless, TransformPlan.Parse)
    {
        Summary = "Adds fields or replaces them in place.",
        Examples = ["{ $addFields: { 'a.b': 1 } }"],
    };
}

using WireSP.Bson;
using WireSP.Connectors.Local.Queries;

namespace WireSP.Connectors.Local.Changes;

/// <summary>The stages that may follow <c>$changeStream</c>: those that look at one event.</summary>
internal static class ChangeStreamPipeline
{
    private static readonly string[] Allowed =
        ["$addFields", "$match", "$project", "$redact", "$replaceRoot", "$replaceWith", "$set", "$unset"];

    /// <summary>Compiles the stages; null when there are none.</summary>
    /// <exception cref="CollectionException">One is not allowed or not legal.</exception>
    public static LanguageStages? Compile(
        IReadOnlyList<BsonDocument> stages, TimeProvider clock, CommandVariables let)
    {
        foreach (var stage in stages)
        {
            var name = Queries.Steps.AggregateReader.NameOf(stage);
            if (name == "$changeStream")
            {
                throw new CollectionException(40602, "$changeStream is only valid as the first stage in a pipeline.");
            }

            if (!Allowed.Contains(name, StringComparer.Ordinal))
            {
                throw new CollectionException(20, $"{name} is not permitted in a $changeStream pipeline");
            }
        }

        return stages.Count == 0 ? null : LanguageStages.Compile(stages, clock, let);
    }
}

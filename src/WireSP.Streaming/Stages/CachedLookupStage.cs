using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$cachedLookup</c>: <c>$lookup</c> by equal fields, of which answers are kept for a while.</summary>
internal static class CachedLookupStage
{
    public static readonly StageSpec Spec = new("$cachedLookup", StageRole.MainOnly, Parse)
    {
        Summary = "Adds to each document the array of those documents of a collection whose field equals its own, and "
            + "keeps answers in memory for a while.",
        Examples =
        [
            """
            { $cachedLookup: { from: { connectionName: 'local', db: 'shop', coll: 'customers' },
              localField: 'customer', foreignField: '_id', as: 'customers', ttl: { size: 5, unit: 'minute' } } }
            """,
        ],
    };

    private static readonly string[] OnlyInLookup = ["let", "pipeline", "parallelism", "partitionBy"];

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return;
        }

        var ttl = fields.TryReadRequired("ttl", out _) ? fields.OptionalDuration("ttl") : null;
        var bytes = fields.OptionalInteger("maxMemUsageBytes", min: 1);
        foreach (var name in OnlyInLookup)
        {
            fields.Refuse(name, "it belongs to $lookup");
        }

        var cache = new LookupCache(ttl ?? TimeSpan.Zero, bytes);
        LookupSyntax.Read(stage, fields, pipeline, request => request with { Cache = cache }, []);
    }
}

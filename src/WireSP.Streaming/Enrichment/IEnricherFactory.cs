using WireSP.Bson;

namespace WireSP.Streaming.Enrichment;

/// <summary>A parsed and validated enrichment stage; makes the enricher of each attempt to run it.</summary>
public interface IEnricherFactory
{
    /// <summary>Most requests at a time; 1 when the stage does not say.</summary>
    int Parallelism { get; }

    /// <summary>Creates an enricher that is not opened yet.</summary>
    IEnricher Create(TaskContext context);

    /// <summary>Appends how the outside is asked to an explanation.</summary>
    void Explain(BsonWriter writer);
}

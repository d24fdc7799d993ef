using WireSP.Bson;
using WireSP.Streaming.Enrichment;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>One query that some documents of a batch have in common, and its answer.</summary>
internal sealed class PipelineQuestion
{
    private BsonArray _answer;
    private string? _reason;

    private PipelineQuestion(byte[] key, BsonArray stages)
    {
        Key = key;
        Stages = stages;
    }

    /// <summary>What tells it from others: the exact bytes of its stages.</summary>
    public byte[] Key { get; }

    /// <summary>The stages with the document's values in them.</summary>
    public BsonArray Stages { get; }

    /// <summary>Whether it was answered or refused.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Bytes of the answer.</summary>
    public long HeldBytes => _answer.AsDocument.Length;

    /// <summary>The question of a document.</summary>
    public static PipelineQuestion Of(LookupRequest request, LookupKeys? keys, EnrichmentBatch batch, int index)
    {
        var stages = new BsonArrayBuilder();
        if (keys is not null)
        {
            List<BsonValue> values = [];
            keys.Collect(batch[index], values);
            stages.Add(new BsonDocumentBuilder { { "$match", keys.Query(values) } }.ToDocument());
        }

        var variables = new Dictionary<string, BsonValue>(StringComparer.Ordinal);
        for (var i = 0; i < request.VariableNames.Count; i++)
        {
            variables[request.VariableNames[i]] = batch.VariableOf(index, i);
        }

        foreach (var stage in request.Pipeline!.Value)
        {
            stages.Add(variables.Count == 0 ? stage : VariableBinding.Bind(stage.AsDocument, variables));
        }

        var array = stages.ToArray();
        return new PipelineQuestion(array.Span.ToArray(), array);
    }

    /// <summary>Gives it its answer.</summary>
    public void Answer(FoundDocuments found)
    {
        _answer = found.ToArray();
        IsAnswered = true;
    }

    /// <summary>Says that its documents cannot be answered.</summary>
    public void Refuse(string reason)
    {
        _reason = reason;
        IsAnswered = true;
    }

    /// <summary>Passes the answer on to a document.</summary>
    public void Give(EnrichmentBatch batch, int index)
    {
        if (_reason is null)
        {
            batch.Answer(index, BsonValue.FromArray(_answer));
        }
        else
        {
            batch.Refuse(index, _reason);
        }
    }
}

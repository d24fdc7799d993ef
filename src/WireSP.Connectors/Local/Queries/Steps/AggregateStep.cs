using WireSP.Bson;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>
/// What runs one or more stages of an aggregation: takes documents one by one and pushes what it makes on. A document
/// is valid until the call returns, so a step that keeps it copies it.
/// </summary>
internal abstract class AggregateStep
{
    private AggregateStep? _next;

    /// <summary>The step that receives what this one makes.</summary>
    public AggregateStep Next
    {
        get => _next!;
        set => _next = value;
    }

    /// <summary>Whether nothing that still comes in could change what comes out.</summary>
    public virtual bool IsSatisfied => _next is { IsSatisfied: true };

    /// <summary>Takes a document in.</summary>
    public abstract void Process(BsonDocument document);

    /// <summary>Says that there are no more documents.</summary>
    public virtual void Finish() => Next.Finish();
}

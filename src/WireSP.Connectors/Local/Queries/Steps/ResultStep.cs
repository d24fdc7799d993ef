using WireSP.Bson;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>The end of an aggregation: keeps the documents until they are read.</summary>
internal sealed class ResultStep : AggregateStep
{
    private long _bytes;

    /// <summary>The documents that have not been read.</summary>
    public Queue<BsonDocument> Documents { get; } = new();

    /// <inheritdoc/>
    public override bool IsSatisfied => false;

    /// <inheritdoc/>
    public override void Process(BsonDocument document)
    {
        Documents.Enqueue(document);
        _bytes += document.Length;
        if (_bytes > LocalLimits.QueryBytesMax && Documents.Sum(item => (long)item.Length) is var held)
        {
            _bytes = held;
            if (held > LocalLimits.QueryBytesMax)
            {
                throw new CollectionException(
                    146,
                    $"the results need more than {LocalLimits.QueryBytesMax} bytes at once; narrow them by a $match");
            }
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
    }
}

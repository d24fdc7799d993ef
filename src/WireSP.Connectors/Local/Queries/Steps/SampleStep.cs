using WireSP.Bson;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary><c>$sample</c>: so many documents, each as likely as any other.</summary>
internal sealed class SampleStep(int size, Random random) : AggregateStep
{
    private readonly List<BsonDocument> _chosen = [];
    private long _seen;

    /// <summary>Reads a <c>$sample</c>.</summary>
    /// <exception cref="CollectionException">It is malformed.</exception>
    public static SampleStep Read(BsonValue argument)
    {
        var size = argument.Type == BsonType.Document ? argument.AsDocument["size"] : default;
        return size.IsNumber && BsonValueComparer.Compare(size, 1) >= 0
            && BsonValueComparer.Compare(size, LocalLimits.SampleMax) <= 0
            ? new SampleStep((int)(size.Type == BsonType.Double ? size.AsDouble : size.Payload), Random.Shared)
            : throw new CollectionException(28747, $"$sample needs a size from 1 to {LocalLimits.SampleMax}");
    }

    /// <inheritdoc/>
    public override void Process(BsonDocument document)
    {
        _seen++;
        if (_chosen.Count < size)
        {
            _chosen.Add(document.Copy());
        }
        else if (random.NextInt64(_seen) is var place && place < size)
        {
            _chosen[(int)place] = document.Copy();
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        foreach (var document in _chosen)
        {
            Next.Process(document);
        }

        Next.Finish();
    }
}

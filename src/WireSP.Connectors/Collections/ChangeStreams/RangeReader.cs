using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Reads a range chunk by chunk, always one ahead, and notes which documents of what it reads ahead are written
/// meanwhile.
/// </summary>
internal sealed class RangeReader(CollectionReader collection, CopyRange range)
{
    private BsonValue _from = range.Last;
    private HashSet<BsonValue> _touched = new(IdComparer.Instance);

    /// <summary>The range.</summary>
    public CopyRange Range => range;

    /// <summary>The chunk that is being read; null when the last one was taken.</summary>
    public Task<CopyChunk>? Reading { get; private set; }

    /// <summary>Begins to read the next chunk.</summary>
    public void Begin(CancellationToken cancellationToken)
    {
        var from = _from;
        _touched = new HashSet<BsonValue>(IdComparer.Instance);
        Reading = Task.Run(() => collection.ReadChunkAsync(from, range.End, cancellationToken), cancellationToken);
    }

    /// <summary>Takes the chunk that was read, and begins to read the one behind it.</summary>
    public CopyChunk Take(CancellationToken cancellationToken)
    {
        var chunk = Reading!.GetAwaiter().GetResult();
        Reading = null;
        _from = chunk.Through;
        var touched = _touched;
        if (!chunk.IsLast)
        {
            Begin(cancellationToken);
        }

        foreach (var id in touched)
        {
            _ = (chunk.Covers(id) ? chunk.Touched : _touched).Add(id);
        }

        return chunk;
    }

    /// <summary>Notes that a document was written which may be in the chunk that is being read.</summary>
    public void Touch(in BsonValue id)
    {
        if (Reading is not null)
        {
            _ = _touched.Add(id);
        }
    }
}

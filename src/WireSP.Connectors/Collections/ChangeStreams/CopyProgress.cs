using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// How far an initial copy has come: collections before the present one are done, those behind it are not begun. Small
/// enough to be in every position.
/// </summary>
internal sealed class CopyProgress
{
    private readonly List<long> _copied = [];
    private readonly List<long> _estimated = [];

    /// <summary>Begins a copy.</summary>
    public CopyProgress(int collections)
    {
        CollectionCount = collections;
        for (var i = 0; i < collections; i++)
        {
            _copied.Add(0);
            _estimated.Add(0);
        }
    }

    /// <summary>How many collections there are.</summary>
    public int CollectionCount { get; }

    /// <summary>The collection that is being copied, by its place in the list.</summary>
    public int Current { get; private set; }

    /// <summary>Ranges of the present collection, in order; empty before it is begun.</summary>
    public IReadOnlyList<CopyRange> Ranges { get; set; } = [];

    /// <summary>Whether everything has been copied.</summary>
    public bool IsComplete => Current >= CollectionCount;

    /// <summary>Documents that were copied, by collection.</summary>
    public IReadOnlyList<long> Copied => _copied;

    /// <summary>Documents that there were about when the copy began, by collection.</summary>
    public IReadOnlyList<long> Estimated => _estimated;

    /// <summary>Counts a document of the present collection.</summary>
    public void Count() => _copied[Current]++;

    /// <summary>Notes how many documents a collection has.</summary>
    public void Estimate(int collection, long documents) => _estimated[collection] = documents;

    /// <summary>Goes on to the next collection.</summary>
    public void Advance()
    {
        Current++;
        Ranges = [];
    }

    /// <summary>Reads what <see cref="ToDocument"/> wrote.</summary>
    public static CopyProgress Parse(BsonDocument document, int collections)
    {
        var progress = new CopyProgress(collections) { Current = document["collection"].AsInt32 };
        Read(document["copied"], progress._copied);
        Read(document["estimated"], progress._estimated);
        List<CopyRange> ranges = [];
        foreach (var range in document["ranges"].AsArray)
        {
            ranges.Add(CopyRange.Parse(range.AsDocument));
        }

        progress.Ranges = ranges;
        return progress;
    }

    /// <summary>The progress as it is stored.</summary>
    public BsonDocument ToDocument()
    {
        var ranges = new BsonArrayBuilder();
        foreach (var range in Ranges)
        {
            ranges.Add(range.ToDocument());
        }

        return new BsonDocumentBuilder
        {
            { "collection", Current },
            { "copied", Write(_copied) },
            { "estimated", Write(_estimated) },
            { "ranges", ranges.ToArray() },
        }.ToDocument();
    }

    private static void Read(BsonValue counts, List<long> into)
    {
        var index = 0;
        foreach (var count in counts.AsArray)
        {
            into[index++] = count.AsInt64;
        }
    }

    private static BsonArray Write(List<long> counts)
    {
        var array = new BsonArrayBuilder();
        foreach (var count in counts)
        {
            array.Add(count);
        }

        return array.ToArray();
    }
}

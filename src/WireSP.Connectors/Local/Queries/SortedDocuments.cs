using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Connectors.Local.Queries;

/// <summary>
/// Collects documents and gives them back in order, equal ones in the order they came in. With a limit it keeps only
/// as many as can still come out.
/// </summary>
internal sealed class SortedDocuments
{
    private readonly SortOrder _order;
    private readonly CompileContext _fields = new();
    private readonly Expression _keys;
    private readonly EvaluationContext _context;
    private readonly int _kept;
    private readonly List<Entry> _entries = [];
    private long _bytes;
    private long _arrivals;

    /// <summary>Creates an empty collection.</summary>
    /// <param name="sort">The order.</param>
    /// <param name="kept">Most documents that are wanted; 0 for all.</param>
    /// <param name="clock">Clock of the keys' expressions.</param>
    /// <exception cref="ExpressionSyntaxException">The order is not legal.</exception>
    public SortedDocuments(BsonDocument sort, long kept, TimeProvider clock)
    {
        _order = SortOrder.Parse(sort);
        _keys = _order.CompileKeys(_fields);
        _context = _fields.CreateEvaluationContext(clock);
        _kept = kept is > 0 and < int.MaxValue / 4 ? (int)kept : 0;
    }

    /// <summary>Adds a document, whose bytes are its own.</summary>
    /// <exception cref="CollectionException">It is more than a query may hold.</exception>
    public void Add(BsonDocument document)
    {
        _context.Begin(document);
        _fields.Fields.Read(_context);
        var keys = _keys.Evaluate(_context).Copy();
        _entries.Add(new Entry(keys, document, _arrivals++));
        _bytes += document.Length + keys.Length;
        if (_kept > 0 && _entries.Count >= Math.Max(_kept * 2, 1000))
        {
            Trim();
        }

        if (_bytes > LocalLimits.QueryBytesMax)
        {
            throw new CollectionException(
                292,
                $"Sort exceeded memory limit of {LocalLimits.QueryBytesMax} bytes: narrow the filter, give a limit, or "
                + "sort by _id");
        }
    }

    /// <summary>The documents in order.</summary>
    public IReadOnlyList<BsonDocument> ToList()
    {
        _entries.Sort(Compare);
        return [.. (_kept > 0 ? _entries.Take(_kept) : _entries).Select(entry => entry.Document)];
    }

    private void Trim()
    {
        _entries.Sort(Compare);
        _entries.RemoveRange(_kept, _entries.Count - _kept);
        _bytes = _entries.Sum(entry => (long)entry.Document.Length + entry.Keys.Length);
    }

    private int Compare(Entry left, Entry right)
    {
        var order = _order.Compare(left.Keys, right.Keys);
        return order != 0 ? order : left.Arrival.CompareTo(right.Arrival);
    }

    private readonly record struct Entry(BsonValue Keys, BsonDocument Document, long Arrival);
}

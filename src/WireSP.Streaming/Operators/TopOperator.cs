using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <summary>
/// A <c>$sort</c> that a <c>$limit</c> follows: keeps the first documents of one window in the order of the keys, and
/// lets the memory of all others go at once. Equal ones keep their order of arrival.
/// </summary>
internal sealed class TopOperator : Operator
{
    private readonly SortPath[] _keys;
    private readonly FieldScope _following;
    private readonly int _limit;

    // Of each kept document its keys, in the place that it has; the last place is the candidate's.
    private readonly BsonValue[] _values;
    private readonly StreamDocument[] _documents;
    private readonly long[] _arrivals;

    // Places as a heap, with the document that sorts last on top.
    private readonly int[] _heap;
    private readonly Comparison<int> _compare;
    private int _count;
    private long _arrived;

    /// <summary>Creates an operator that holds nothing.</summary>
    public TopOperator(string name, ChainOutput output, SortPath[] keys, int limit, FieldScope following)
        : base(name, output)
    {
        _keys = keys;
        _following = following;
        _limit = limit;
        _values = new BsonValue[(limit + 1) * keys.Length];
        _documents = new StreamDocument[limit];
        _arrivals = new long[limit + 1];
        _heap = new int[limit];
        _compare = Compare;
    }

    /// <summary>What it sorts by.</summary>
    public IReadOnlyList<SortPath> Keys => _keys;

    /// <summary>Whether one more document leaves out another, or is left out itself.</summary>
    public bool IsFull => _count == _limit;

    /// <summary>Takes the values that a document would sort by, for <see cref="LeavesOut"/>.</summary>
    public Span<BsonValue> Candidate => _values.AsSpan(_limit * _keys.Length);

    /// <summary>Whether the candidate is left out, which then counts as a document that came in.</summary>
    /// <param name="bytes">Bytes of that document.</param>
    public bool LeavesOut(long bytes)
    {
        _arrivals[_limit] = _arrived;
        if (!IsFull || Compare(_limit, _heap[0]) < 0)
        {
            return false;
        }

        _arrived++;
        Count(1, bytes);
        return true;
    }

    /// <summary>
    /// Whether a document, while this is full, is left out for an integer that it sorts by first; it then counts as one
    /// that came in.
    /// </summary>
    /// <param name="first">The integer.</param>
    /// <param name="bytes">Bytes of the document.</param>
    public bool SortsBehind(long first, long bytes)
    {
        ref readonly var last = ref _values[_heap[0] * _keys.Length];
        if (last.Type is not (BsonType.Int32 or BsonType.Int64)
            || (_keys[0].IsDescending ? first >= last.Payload : first <= last.Payload))
        {
            return false;
        }

        _arrived++;
        Count(1, bytes);
        return true;
    }

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        var place = _count < _limit ? _count : _limit;
        try
        {
            for (var i = 0; i < _keys.Length; i++)
            {
                _values[(place * _keys.Length) + i] = _keys[i].Read(document.Body);
            }
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            return;
        }

        _arrivals[place] = _arrived++;
        if (place < _limit)
        {
            _documents[place] = document;
            _heap[_count++] = place;
            SiftUp(_count - 1);
            Output.KeptCount++;
        }
        else if (Compare(place, _heap[0]) < 0)
        {
            Replace(_heap[0], document);
            Output.KeptCount++;
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        var order = _heap.AsSpan(0, _count);
        order.Sort(_compare);
        foreach (var place in order)
        {
            _following.Begin(_documents[place]);
            Next.Process(_documents[place]);
        }

        Array.Clear(_documents);
        Array.Clear(_values);
        _count = 0;
        _arrived = 0;
        Next.Finish();
    }

    private int Compare(int left, int right)
    {
        for (var i = 0; i < _keys.Length; i++)
        {
            var order = BsonValueComparer.Compare(
                _values[(left * _keys.Length) + i], _values[(right * _keys.Length) + i]);
            if (order != 0)
            {
                return _keys[i].IsDescending ? -order : order;
            }
        }

        return _arrivals[left].CompareTo(_arrivals[right]);
    }

    private void Replace(int place, in StreamDocument document)
    {
        _documents[place] = document;
        _arrivals[place] = _arrivals[_limit];
        Array.Copy(_values, _limit * _keys.Length, _values, place * _keys.Length, _keys.Length);
        SiftDown();
    }

    private void SiftUp(int at)
    {
        while (at > 0 && Compare(_heap[at], _heap[(at - 1) / 2]) > 0)
        {
            var parent = (at - 1) / 2;
            (_heap[at], _heap[parent]) = (_heap[parent], _heap[at]);
            at = parent;
        }
    }

    private void SiftDown()
    {
        var at = 0;
        while (true)
        {
            var largest = at;
            for (var child = (2 * at) + 1; child <= (2 * at) + 2 && child < _count; child++)
            {
                largest = Compare(_heap[child], _heap[largest]) > 0 ? child : largest;
            }

            if (largest == at)
            {
                return;
            }

            (_heap[at], _heap[largest]) = (_heap[largest], _heap[at]);
            at = largest;
        }
    }
}

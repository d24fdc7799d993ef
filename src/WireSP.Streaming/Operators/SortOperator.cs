using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <summary>
/// Sorts the documents of one window in the language's order; equal ones keep their order of arrival. An array counts
/// by its least element when ascending and by its greatest when descending.
/// </summary>
internal sealed class SortOperator(
    string name, ChainOutput output, SortKey[] keys, FieldScope fields, FieldScope following)
    : Operator(name, output), IComparer<int>
{
    private readonly List<StreamDocument> _documents = [];
    private readonly List<BsonValue> _values = [];

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        try
        {
            foreach (var key in keys)
            {
                _values.Add(Representative(key.Value.Evaluate(fields.Context), key.IsDescending));
            }
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            _values.RemoveRange(_documents.Count * keys.Length, _values.Count - (_documents.Count * keys.Length));
            return;
        }

        _documents.Add(document);
        Output.KeptCount++;
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        var order = new int[_documents.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, this);
        foreach (var index in order)
        {
            var document = _documents[index];
            following.Begin(document);
            Next.Process(document);
        }

        _documents.Clear();
        _values.Clear();
        Next.Finish();
    }

    /// <inheritdoc/>
    public int Compare(int x, int y)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            var order = BsonValueComparer.Compare(_values[(x * keys.Length) + i], _values[(y * keys.Length) + i]);
            if (order != 0)
            {
                return keys[i].IsDescending ? -order : order;
            }
        }

        return x.CompareTo(y);
    }

    private BsonValue Representative(BsonValue value, bool isDescending)
    {
        if (value.Type == BsonType.Array)
        {
            value = Extreme(value.AsArray, isDescending);
        }

        if (value.IsMissing)
        {
            return BsonValue.Null;
        }

        // What was computed lives in the arena, which the next document takes; what was read lives as long as its
        // document.
        return ReferenceEquals(value.Buffer, fields.Context.Arena.Buffer) ? value.Copy() : value;
    }

    private static BsonValue Extreme(BsonArray array, bool greatest)
    {
        // An empty array sorts before null.
        var extreme = BsonValue.Undefined;
        var isFirst = true;
        foreach (var item in array)
        {
            if (isFirst || BsonValueComparer.Compare(item, extreme) > 0 == greatest)
            {
                extreme = item;
            }

            isFirst = false;
        }

        return extreme;
    }
}

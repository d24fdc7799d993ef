using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <summary>
/// Sorts the documents of one window in the language's order; equal ones keep their order of arrival. Its memory is the
/// window's, until the results have been pushed on.
/// </summary>
internal sealed class SortOperator(
    string name, ChainOutput output, SortPath[] keys, FieldScope following)
    : Operator(name, output), IComparer<int>
{
    // With room for less, giving it back is not worth the work.
    private const int DocumentsMin = 1024;

    private readonly List<StreamDocument> _documents = [];
    private readonly List<BsonValue> _values = [];

    /// <inheritdoc/>
    public override long StateBytes => ((long)_documents.Capacity * Unsafe.SizeOf<StreamDocument>())
        + ((long)_values.Capacity * Unsafe.SizeOf<BsonValue>());

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        try
        {
            foreach (var key in keys)
            {
                _values.Add(key.Read(document.Body));
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
        if (_documents.Capacity > 4 * Math.Max(order.Length, DocumentsMin))
        {
            _documents.Capacity /= 2;
            _values.Capacity /= 2;
        }

        Next.Finish();
    }

    /// <inheritdoc/>
    public override void GiveBack(long bytes)
    {
        _documents.TrimExcess();
        _values.TrimExcess();
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
}

using System.Globalization;
using System.Text;
using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <summary>
/// Finds the value that a document sorts by: of all values that a path leads to through arrays the least, or the
/// greatest when descending. No value counts as null, an empty array at the path's end as less than null.
/// </summary>
internal sealed class SortPath
{
    private readonly byte[][] _names;

    // Of a name that is a number, the array element that it also means; else -1.
    private readonly int[] _indexes;
    private readonly bool _greatest;

    /// <summary>Creates the reader of a dotted path.</summary>
    public SortPath(string path, bool greatest)
    {
        var names = path.Split('.');
        _names = new byte[names.Length][];
        _indexes = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes(names[i]);
            _indexes[i] = int.TryParse(names[i], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? index
                : -1;
        }

        _greatest = greatest;
    }

    /// <summary>The name of the field of the document itself; null when the path leads further.</summary>
    public byte[]? OnlyName => _names.Length == 1 ? _names[0] : null;

    /// <summary>Whether greater values come first.</summary>
    public bool IsDescending => _greatest;

    /// <summary>The value that the document sorts by; lives in the document's bytes.</summary>
    public BsonValue Read(BsonDocument document)
    {
        var extreme = BsonValue.Missing;
        Visit(BsonValue.FromDocument(document), 0, ref extreme);
        return extreme;
    }

    private void Visit(in BsonValue value, int depth, ref BsonValue extreme)
    {
        if (depth == _names.Length)
        {
            VisitEnd(value, ref extreme);
        }
        else if (value.Type == BsonType.Document)
        {
            var found = value.AsDocument.TryGetValue(_names[depth], out var field);
            Visit(found ? field : BsonValue.Null, found ? depth + 1 : _names.Length, ref extreme);
        }
        else if (value.Type == BsonType.Array)
        {
            VisitElements(value.AsArray, depth, ref extreme);
        }
        else
        {
            Consider(BsonValue.Null, ref extreme);
        }
    }

    private void VisitElements(BsonArray array, int depth, ref BsonValue extreme)
    {
        var index = 0;
        foreach (var item in array)
        {
            if (index++ == _indexes[depth])
            {
                Visit(item, depth + 1, ref extreme);
            }
            else if (_indexes[depth] < 0)
            {
                // An array directly inside an array is not looked into.
                Visit(item.Type == BsonType.Document ? item : BsonValue.Null, depth, ref extreme);
            }
        }

        if (index == 0 || index <= _indexes[depth])
        {
            Consider(BsonValue.Null, ref extreme);
        }
    }

    private void VisitEnd(in BsonValue value, ref BsonValue extreme)
    {
        if (value.Type != BsonType.Array)
        {
            Consider(value, ref extreme);
            return;
        }

        if (value.AsArray.IsEmpty)
        {
            Consider(BsonValue.Undefined, ref extreme);
        }

        foreach (var item in value.AsArray)
        {
            Consider(item, ref extreme);
        }
    }

    private void Consider(in BsonValue value, ref BsonValue extreme)
    {
        if (extreme.IsMissing || BsonValueComparer.Compare(value, extreme) > 0 == _greatest)
        {
            extreme = value;
        }
    }
}

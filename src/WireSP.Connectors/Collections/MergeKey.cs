using System.Text;
using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Connectors.Collections;

/// <summary>Reads the values by which the documents of a merge belong together. Used by one thread at a time.</summary>
internal sealed class MergeKey
{
    // The server's codes for a document without a whole key.
    private const int MissingCode = 51132;
    private const int ArrayCode = 51185;

    private readonly string _note;
    private readonly byte[][][] _names;
    private readonly BsonValue[] _values;
    private readonly BsonWriter _bytes = new(64);

    /// <summary>Creates a reader.</summary>
    /// <param name="paths">The fields, with dots for fields of fields.</param>
    /// <param name="note">Ends the sentence about a document without a whole key: why it needs these fields.</param>
    public MergeKey(IReadOnlyList<string> paths, string note = "")
    {
        _note = note;
        Paths = paths;
        _values = new BsonValue[paths.Count];
        _names = new byte[paths.Count][][];
        for (var i = 0; i < paths.Count; i++)
        {
            _names[i] = Array.ConvertAll(paths[i].Split('.'), Encoding.UTF8.GetBytes);
        }
    }

    /// <summary>The fields.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Whether the only field is <c>_id</c>.</summary>
    public bool IsId => Paths is ["_id"];

    /// <summary>The document's values in the order of the fields, until the next call.</summary>
    /// <exception cref="EvaluationException">One is missing, null, undefined or an array.</exception>
    public ReadOnlySpan<BsonValue> Read(BsonDocument document)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            _values[i] = Find(document, i);
            if (_values[i].IsNullish || _values[i].Type == BsonType.Array)
            {
                throw new EvaluationException(
                    _values[i].Type == BsonType.Array ? ArrayCode : MissingCode,
                    "$merge write error: 'on' field cannot be missing, null, undefined or an array: " + Paths[i]
                        + _note);
            }
        }

        return _values;
    }

    /// <summary>A number that documents with equal keys have in common.</summary>
    /// <exception cref="EvaluationException">The document has no whole key.</exception>
    public ulong Hash(BsonDocument document)
    {
        _bytes.Reset();
        foreach (var value in Read(document))
        {
            BsonKey.Append(_bytes, value);
        }

        return ByteHash.Of(_bytes.Written, 0);
    }

    private BsonValue Find(BsonDocument document, int path)
    {
        var value = BsonValue.FromDocument(document);
        foreach (var name in _names[path])
        {
            // A list on the way would give many values, as the server counts it.
            if (value.Type == BsonType.Array)
            {
                return value;
            }

            value = value.Type == BsonType.Document && value.AsDocument.TryGetValue(name, out var found)
                ? found
                : BsonValue.Missing;
        }

        return value;
    }
}

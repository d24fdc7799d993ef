using WireSP.Bson;
using WireSP.Expressions.Matching;
using WireSP.Streaming.Enrichment;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>
/// The distinct values that some documents ask for, by the language's equality: 1, 1.0 and a decimal 1 are one, and
/// null is also what is not there. Found documents are shared out among them.
/// </summary>
internal sealed class KeyTable
{
    private readonly Dictionary<byte[], KeyMatches> _entries = new(KeyBytes.Instance);
    private readonly Dictionary<byte[], KeyMatches>.AlternateLookup<ReadOnlySpan<byte>> _byKey;
    private readonly List<BsonValue> _values = [];
    private readonly BsonWriter _key = new();
    private readonly List<BsonValue> _candidates = [];
    private readonly LookupKeys _keys;
    private readonly PathValues _foreign;
    private int _places;

    /// <summary>Creates an empty table.</summary>
    public KeyTable(LookupKeys keys, string foreignField)
    {
        _keys = keys;
        _foreign = new PathValues(foreignField);
        _byKey = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The distinct values.</summary>
    public IReadOnlyList<BsonValue> Values => _values;

    /// <summary>Bytes of the distinct values.</summary>
    public long KeyBytesHeld { get; private set; }

    /// <summary>Adds what a document asks for.</summary>
    /// <returns>Its values; the same one twice where it has it twice.</returns>
    public KeyMatches[] Add(BsonDocument document)
    {
        _candidates.Clear();
        _keys.Collect(document, _candidates);
        var asked = new KeyMatches[_candidates.Count];
        for (var i = 0; i < asked.Length; i++)
        {
            asked[i] = Add(_candidates[i]);
        }

        return asked;
    }

    /// <summary>Gives a found document to the values that its field has.</summary>
    /// <returns>Whether any took it.</returns>
    public bool Share(BsonDocument found)
    {
        var place = _places++;
        _candidates.Clear();
        _foreign.Collect(found, _candidates);
        var isTaken = false;
        foreach (var candidate in _candidates)
        {
            if (_byKey.TryGetValue(KeyOf(candidate), out var entry))
            {
                isTaken |= entry.TryAdd(place, found);
            }
        }

        return isTaken;
    }

    private KeyMatches Add(BsonValue value)
    {
        var key = KeyOf(value);
        if (!_byKey.TryGetValue(key, out var entry))
        {
            entry = new KeyMatches(value);
            KeyBytesHeld += key.Length;
            _values.Add(value);
            _byKey[key] = entry;
        }

        return entry;
    }

    private ReadOnlySpan<byte> KeyOf(BsonValue value)
    {
        _key.Reset();
        BsonKey.Append(_key, value.IsMissing ? BsonValue.Null : value);
        return _key.Written;
    }
}

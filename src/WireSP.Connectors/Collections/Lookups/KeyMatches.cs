using WireSP.Bson;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>One value that documents of a batch ask for, and what was found for it.</summary>
internal sealed class KeyMatches(BsonValue value)
{
    private readonly List<(int Place, BsonDocument Document)> _found = [];

    /// <summary>The value.</summary>
    public BsonValue Value => value;

    /// <summary>What was found, with its place among all that the query found.</summary>
    public IReadOnlyList<(int Place, BsonDocument Document)> Found => _found;

    /// <summary>The answer of documents that ask for nothing else; null before it was made.</summary>
    public BsonArray? Answer { get; set; }

    /// <summary>Adds a document, once, however many of its values are this one.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(int place, BsonDocument document)
    {
        if (_found.Count > 0 && _found[^1].Place == place)
        {
            return false;
        }

        _found.Add((place, document));
        return true;
    }
}

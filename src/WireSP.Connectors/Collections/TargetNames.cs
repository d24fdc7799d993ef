using System.Text;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>
/// The collections that a sink has written to, found without making strings of their names for each document.
/// </summary>
/// <param name="stageName">The stage, for messages.</param>
internal sealed class TargetNames(string stageName)
{
    private const int BadValue = 2;

    // The server's limit for database, dot and collection.
    private const int BytesMax = 255;

    private readonly Dictionary<string, CollectionNamespace> _known = new(StringComparer.Ordinal);
    private readonly List<CollectionNamespace> _new = [];

    /// <summary>Collections met since <see cref="ForgetNew"/>.</summary>
    public IReadOnlyList<CollectionNamespace> New => _new;

    /// <summary>Says that the new collections have been looked at.</summary>
    public void ForgetNew() => _new.Clear();

    /// <summary>The collection of that name.</summary>
    /// <exception cref="EvaluationException">The values cannot be names.</exception>
    /// <exception cref="StreamProcessorException">There would be too many collections.</exception>
    public CollectionNamespace Find(in BsonValue database, in BsonValue collection)
    {
        Check("db", database);
        Check("coll", collection);
        if (database.Length + collection.Length >= BytesMax)
        {
            throw new EvaluationException(
                BadValue, $"db and coll have {database.Length + 1 + collection.Length} bytes, expected {BytesMax}");
        }

        Span<char> text = stackalloc char[BytesMax];
        var length = Encoding.UTF8.GetChars(database.AsStringUtf8, text);
        text[length++] = '\0';
        length += Encoding.UTF8.GetChars(collection.AsStringUtf8, text[length..]);
        return _known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var name)
            ? name
            : Add(text[..length].ToString(), new CollectionNamespace(database.AsString, collection.AsString));
    }

    /// <summary>Checks what a document gave as part of a collection's name.</summary>
    /// <exception cref="EvaluationException">It cannot be one.</exception>
    public static void Check(string field, in BsonValue value)
    {
        if (value.Type != BsonType.String)
        {
            throw new EvaluationException(BadValue, $"{field} is {TypeNames.Of(value.Type)}, expected string");
        }

        if (value.Length == 0 || value.AsStringUtf8.Contains((byte)0))
        {
            throw new EvaluationException(BadValue, $"{field} is empty or has a NUL in it");
        }
    }

    private CollectionNamespace Add(string key, CollectionNamespace name)
    {
        if (_known.Count == StreamingLimits.DynamicTargetsMax)
        {
            throw CollectionFailures.TooManyTargets(stageName);
        }

        _known.Add(key, name);
        _new.Add(name);
        return name;
    }
}

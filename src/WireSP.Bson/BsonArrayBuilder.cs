using System.Collections;

namespace WireSP.Bson;

/// <summary>Builds an array by a collection initializer: <c>new BsonArrayBuilder { 1, "two" }.ToArray()</c>.</summary>
public sealed class BsonArrayBuilder : IEnumerable
{
    private readonly BsonWriter _writer = new();

    /// <summary>Opens the array.</summary>
    public BsonArrayBuilder() => _writer.BeginDocument();

    /// <summary>Values appended so far.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a value; a missing value becomes null.</summary>
    public void Add(BsonValue value) => _writer.WriteValue(Count++, value);

    /// <summary>Closes and copies the array.</summary>
    public BsonArray ToArray()
    {
        var position = _writer.Position;
        _writer.End(0);
        var array = new BsonArray(_writer.ToDocument());
        _writer.Truncate(position);
        return array;
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException("for collection initializers only");
}

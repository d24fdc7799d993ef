using WireSP.Bson;

namespace WireSP.TestKit.Bson;

/// <summary>Values of an array as a list, so that tests can ask about all of them.</summary>
public static class BsonArrayItems
{
    /// <summary>The values in order.</summary>
    public static IReadOnlyList<BsonValue> Items(this BsonArray array)
    {
        var items = new List<BsonValue>();
        foreach (var value in array)
        {
            items.Add(value);
        }

        return items;
    }

    /// <summary>A text field of each document in the array.</summary>
    public static IReadOnlyList<string> Texts(this BsonArray array, string field) =>
        [.. array.Items().Select(item => item.AsDocument[field].AsString)];
}

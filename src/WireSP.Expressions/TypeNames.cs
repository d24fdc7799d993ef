using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>
/// The names that the language gives to BSON types, in <c>$type</c>, in <c>$convert</c> and in messages.
/// </summary>
public static class TypeNames
{
    private static readonly (string Name, BsonType Type)[] Names =
    [
        ("array", BsonType.Array), ("binData", BsonType.Binary), ("bool", BsonType.Boolean),
        ("date", BsonType.DateTime), ("dbPointer", BsonType.DbPointer), ("decimal", BsonType.Decimal128),
        ("double", BsonType.Double), ("int", BsonType.Int32), ("javascript", BsonType.JavaScript),
        ("javascriptWithScope", BsonType.JavaScriptWithScope), ("long", BsonType.Int64), ("maxKey", BsonType.MaxKey),
        ("minKey", BsonType.MinKey), ("missing", BsonType.Missing), ("null", BsonType.Null),
        ("object", BsonType.Document), ("objectId", BsonType.ObjectId), ("regex", BsonType.RegularExpression),
        ("string", BsonType.String), ("symbol", BsonType.Symbol), ("timestamp", BsonType.Timestamp),
        ("undefined", BsonType.Undefined),
    ];

    private static readonly string[] ByType = BuildByType();

    private static readonly BsonValue[] Values = BuildValues();

    /// <summary>The names, sorted.</summary>
    public static IEnumerable<string> All => Names.Select(row => row.Name);

    /// <summary>The name of a type, <c>missing</c> for no value.</summary>
    public static string Of(BsonType type) => ByType[(byte)type];

    /// <summary>The type of that name.</summary>
    public static bool TryParse(string name, out BsonType type)
    {
        foreach (var row in Names)
        {
            if (string.Equals(row.Name, name, StringComparison.Ordinal))
            {
                type = row.Type;
                return true;
            }
        }

        type = BsonType.Missing;
        return false;
    }

    /// <summary>The type of that number, as bsonspec.org numbers them; -1 is the least value's type.</summary>
    public static bool TryParse(long number, out BsonType type)
    {
        type = (BsonType)(byte)number;
        return number is -1 or (> 0 and < 128) && Of(type).Length > 0;
    }

    /// <summary>The name of a type as a string value; made once.</summary>
    internal static BsonValue ValueOf(BsonType type) => Values[(byte)type];

    private static string[] BuildByType()
    {
        var names = new string[256];
        System.Array.Fill(names, "");
        foreach (var (name, type) in Names)
        {
            names[(byte)type] = name;
        }

        return names;
    }

    private static BsonValue[] BuildValues()
    {
        var values = new BsonValue[256];
        foreach (var (name, type) in Names)
        {
            values[(byte)type] = name;
        }

        return values;
    }
}

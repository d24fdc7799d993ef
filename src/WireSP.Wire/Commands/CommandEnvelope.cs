using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>
/// The fields that may stand on every command. Those that ask for a transaction or another API version are refused; the
/// others are accepted and, beyond their type, without effect.
/// </summary>
internal static class CommandEnvelope
{
    /// <summary>Sorted; looked up for each field that the command itself does not take.</summary>
    public static readonly string[] FieldNames =
    [
        "$clusterTime",
        "$db",
        "$readPreference",
        "apiDeprecationErrors",
        "apiStrict",
        "apiVersion",
        "autocommit",
        "comment",
        "lsid",
        "maxTimeMS",
        "readConcern",
        "startTransaction",
        "txnNumber",
        "writeConcern",
    ];

    /// <summary>Checks one field of the envelope.</summary>
    /// <exception cref="MongoCommandException">The field asks for what is not supported, or has the wrong
    /// type.</exception>
    public static void Check(in BsonElement element)
    {
        var name = element.NameUtf8;
        if (name.SequenceEqual("lsid"u8))
        {
            Require(element, BsonType.Document);
        }
        else if (name.SequenceEqual("apiVersion"u8))
        {
            CheckApiVersion(element);
        }
        else if (name.SequenceEqual("txnNumber"u8))
        {
            throw new MongoCommandException(
                ErrorCode.IllegalOperation,
                "Transaction numbers are only allowed on a replica set member or mongos");
        }
        else if (name.SequenceEqual("startTransaction"u8) || name.SequenceEqual("autocommit"u8))
        {
            throw new MongoCommandException(
                ErrorCode.OperationNotSupportedInTransaction, "this server has no multi-document transactions");
        }
    }

    private static void CheckApiVersion(in BsonElement element)
    {
        Require(element, BsonType.String);
        var version = element.Value.AsStringUtf8;
        if (!version.SequenceEqual("1"u8))
        {
            throw new MongoCommandException(
                ErrorCode.APIVersionError, $"API version must be \"1\", found \"{CommandText.Echo(version)}\"");
        }
    }

    private static void Require(in BsonElement element, BsonType type)
    {
        if (element.Type != type)
        {
            throw CommandErrors.WrongType(element.Name, element.Type, type);
        }
    }
}

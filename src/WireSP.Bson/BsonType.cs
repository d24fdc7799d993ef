namespace WireSP.Bson;

/// <summary>
/// The type byte of an element as bsonspec.org numbers it, plus <see cref="Missing"/> for a field that is not there.
/// </summary>
public enum BsonType : byte
{
    /// <summary>No value: the field does not exist. Never written; as a byte it is the end of a document.</summary>
    Missing = 0x00,

    /// <summary>IEEE 754 binary64.</summary>
    Double = 0x01,

    /// <summary>UTF-8 text.</summary>
    String = 0x02,

    /// <summary>Embedded document.</summary>
    Document = 0x03,

    /// <summary>Array: a document whose keys are "0", "1", ….</summary>
    Array = 0x04,

    /// <summary>Binary data with a subtype.</summary>
    Binary = 0x05,

    /// <summary>Undefined (deprecated).</summary>
    Undefined = 0x06,

    /// <summary>Twelve-byte object id.</summary>
    ObjectId = 0x07,

    /// <summary>Boolean.</summary>
    Boolean = 0x08,

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    DateTime = 0x09,

    /// <summary>Null.</summary>
    Null = 0x0A,

    /// <summary>Regular expression: pattern and options, two cstrings.</summary>
    RegularExpression = 0x0B,

    /// <summary>DBPointer (deprecated): a namespace and an object id.</summary>
    DbPointer = 0x0C,

    /// <summary>JavaScript code.</summary>
    JavaScript = 0x0D,

    /// <summary>Symbol (deprecated).</summary>
    Symbol = 0x0E,

    /// <summary>JavaScript code with scope (deprecated).</summary>
    JavaScriptWithScope = 0x0F,

    /// <summary>32-bit integer.</summary>
    Int32 = 0x10,

    /// <summary>Replication timestamp: seconds in the high 32 bits, increment in the low.</summary>
    Timestamp = 0x11,

    /// <summary>64-bit integer.</summary>
    Int64 = 0x12,

    /// <summary>IEEE 754-2008 decimal128.</summary>
    Decimal128 = 0x13,

    /// <summary>Greater than every other value.</summary>
    MaxKey = 0x7F,

    /// <summary>Less than every other value.</summary>
    MinKey = 0xFF,
}

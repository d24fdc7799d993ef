using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Wire;

/// <summary>The reply to a command.</summary>
/// <param name="Document">The whole reply.</param>
public sealed record TestReply(BsonDocument Document)
{
    /// <summary>Whether <c>ok</c> is the double 1.</summary>
    public bool IsOk => Document["ok"] is { Type: BsonType.Double, AsDouble: 1.0 };

    /// <summary>The error's code; null when the command succeeded.</summary>
    public ErrorCode? Error => Document["code"] is { Type: BsonType.Int32 } code ? (ErrorCode)code.AsInt32 : null;

    /// <summary>The error's name; empty when the command succeeded.</summary>
    public string ErrorName => Document["codeName"] is { Type: BsonType.String } name ? name.AsString : "";

    /// <summary>The error's text; empty when the command succeeded.</summary>
    public string Message => Document["errmsg"] is { Type: BsonType.String } text ? text.AsString : "";

    /// <summary>A field of the reply.</summary>
    public BsonValue this[string name] => Document[name];
}

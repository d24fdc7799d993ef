using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Authentication;

/// <summary>What begins a conversation: the fields of <c>saslStart</c>, also inside hello.</summary>
/// <param name="Mechanism">Which mechanism.</param>
/// <param name="Database">The authentication database.</param>
/// <param name="Payload">The client's first message.</param>
/// <param name="SkipsEmptyExchange">Whether the client wants no empty exchange at the end.</param>
internal sealed record ScramStart(ScramMechanism Mechanism, string Database, byte[] Payload, bool SkipsEmptyExchange)
{
    /// <summary>Reads the fields.</summary>
    /// <exception cref="MongoCommandException">The mechanism is not offered, or a field has the wrong type.</exception>
    public static ScramStart Parse(BsonDocument fields, string database)
    {
        var name = fields["mechanism"];
        if (name.Type != BsonType.String)
        {
            throw CommandErrors.WrongType("saslStart.mechanism", name.Type, BsonType.String);
        }

        var mechanism = ScramMechanism.Find(CommandText.Echo(name.AsStringUtf8))
            ?? throw new MongoCommandException(
                ErrorCode.MechanismUnavailable,
                $"Received authentication for mechanism {CommandText.Echo(name.AsStringUtf8)} which is not enabled");
        var options = fields["options"];
        var skips = options.Type == BsonType.Document
            && options.AsDocument["skipEmptyExchange"] is { Type: BsonType.Boolean, AsBoolean: true };
        return new ScramStart(mechanism, database, ReadPayload(fields["payload"]), skips);
    }

    /// <summary>Reads a payload: binary, or base64 as some shells send it.</summary>
    /// <exception cref="MongoCommandException">Another type, or too large.</exception>
    public static byte[] ReadPayload(BsonValue payload)
    {
        if (payload.Type is not BsonType.Binary and not BsonType.String)
        {
            throw CommandErrors.WrongType("payload", payload.Type, BsonType.Binary);
        }

        if (payload.Length > WireLimits.SaslPayloadBytesMax)
        {
            throw new MongoCommandException(
                ErrorCode.BadValue, $"a SASL payload may have {WireLimits.SaslPayloadBytesMax} bytes at most");
        }

        if (payload.Type == BsonType.Binary)
        {
            return payload.AsBinary.ToArray();
        }

        var bytes = new byte[payload.Length];
        return Convert.TryFromBase64String(payload.AsString, bytes, out var length)
            ? bytes[..length]
            : throw new MongoCommandException(ErrorCode.FailedToParse, "a SASL payload as text must be base64");
    }
}

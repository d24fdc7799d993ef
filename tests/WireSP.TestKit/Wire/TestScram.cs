using System.Security.Cryptography;
using System.Text;
using WireSP.Bson;
using WireSP.Wire.Authentication;

namespace WireSP.TestKit.Wire;

/// <summary>The client's side of one SCRAM conversation (RFC 5802), as drivers hold it.</summary>
public sealed class TestScram(string mechanism, string user, string password)
{
    private readonly string _nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
    private readonly HashAlgorithmName _hash =
        mechanism == "SCRAM-SHA-1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;

    /// <summary>The first message's payload.</summary>
    public byte[] FirstPayload => Encoding.UTF8.GetBytes($"n,,{FirstBare}");

    private string FirstBare => $"n={EscapedUser},r={_nonce}";

    private string EscapedUser =>
        user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);

    /// <summary>The command that begins the conversation.</summary>
    public BsonDocument Start(string database, bool skipsEmptyExchange = true) => new BsonDocumentBuilder
    {
        { "saslStart", 1 },
        { "mechanism", mechanism },
        { "payload", BsonValue.FromBinary(FirstPayload) },
        { "autoAuthorize", 1 },
        { "options", new BsonDocumentBuilder { { "skipEmptyExchange", skipsEmptyExchange } }.ToDocument() },
        { "$db", database },
    }.ToDocument();

    /// <summary>The command that proves the password.</summary>
    public BsonDocument Continue(BsonDocument challenge, string database) =>
        Continue(FinalPayload(Encoding.UTF8.GetString(challenge["payload"].AsBinary)), database);

    /// <summary>A further step with any payload.</summary>
    public static BsonDocument Continue(byte[] payload, string database = "admin", int conversationId = 1) =>
        new BsonDocumentBuilder
        {
            { "saslContinue", 1 },
            { "conversationId", conversationId },
            { "payload", BsonValue.FromBinary(payload) },
            { "$db", database },
        }.ToDocument();

    private byte[] FinalPayload(string serverFirst)
    {
        var parts = serverFirst.Split(',');
        var credentials = ScramCredentials.FromPassword(
            ScramMechanism.Find(mechanism)!,
            user,
            password,
            Convert.FromBase64String(parts[1][2..]),
            int.Parse(parts[2][2..], System.Globalization.CultureInfo.InvariantCulture));
        var withoutProof = $"c=biws,{parts[0]}";
        var signed = Encoding.UTF8.GetBytes($"{FirstBare},{serverFirst},{withoutProof}");

        // A client knows its key from the password; the test takes it from the same derivation.
        var clientKey = CryptographicOperations.HmacData(
            _hash,
            ScramMechanism.Find(mechanism)!.SaltPassword(user, password, credentials.Salt, credentials.Iterations),
            "Client Key"u8);
        var signature = CryptographicOperations.HmacData(_hash, credentials.StoredKey, signed);
        for (var index = 0; index < clientKey.Length; index++)
        {
            clientKey[index] ^= signature[index];
        }

        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(clientKey)}");
    }
}

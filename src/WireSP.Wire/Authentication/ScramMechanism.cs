using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace WireSP.Wire.Authentication;

/// <summary>One of the two SCRAM mechanisms: its hash, its sizes and how it prepares a password.</summary>
public sealed class ScramMechanism
{
    /// <summary>Fewest rounds that clients accept.</summary>
    public const int IterationsMin = 4096;

    /// <summary>SCRAM-SHA-1, for drivers that know no other; the hash is the protocol's, not ours to choose.</summary>
    public static readonly ScramMechanism Sha1 = new("SCRAM-SHA-1", HashAlgorithmName.SHA1, 20, 16, 10_000);

    /// <summary>SCRAM-SHA-256.</summary>
    public static readonly ScramMechanism Sha256 = new("SCRAM-SHA-256", HashAlgorithmName.SHA256, 32, 28, 15_000);

    private readonly HashAlgorithmName _algorithm;

    private ScramMechanism(
        string name, HashAlgorithmName algorithm, int keySizeBytes, int saltSizeBytes, int iterations)
    {
        Name = name;
        _algorithm = algorithm;
        KeySizeBytes = keySizeBytes;
        SaltSizeBytes = saltSizeBytes;
        Iterations = iterations;
    }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>Bytes of a key.</summary>
    public int KeySizeBytes { get; }

    /// <summary>Bytes of a new salt.</summary>
    public int SaltSizeBytes { get; }

    /// <summary>Rounds of key derivation for new credentials.</summary>
    public int Iterations { get; }

    /// <summary>The mechanism of that name; null when it is not one of the two.</summary>
    public static ScramMechanism? Find(string name) => name switch
    {
        "SCRAM-SHA-1" => Sha1,
        "SCRAM-SHA-256" => Sha256,
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Derives the salted password.</summary>
    internal byte[] SaltPassword(string user, string password, byte[] salt, int iterations)
    {
        var prepared = this == Sha1 ? DigestPassword(user, password) : SaslPrep.Prepare(password);
        return Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(prepared), salt, iterations, _algorithm, KeySizeBytes);
    }

    internal byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message) =>
        CryptographicOperations.HmacData(_algorithm, key, message);

    internal byte[] Hash(ReadOnlySpan<byte> bytes) => CryptographicOperations.HashData(_algorithm, bytes);

    // SCRAM-SHA-1 keeps the password form of the mechanism before it, so that old users could be carried over.
    [SuppressMessage(
        "Security", "CA5351", Justification = "The protocol prescribes MD5 here; see wire protocol, SCRAM.")]
    private static string DigestPassword(string user, string password) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{user}:mongo:{password}")));
}

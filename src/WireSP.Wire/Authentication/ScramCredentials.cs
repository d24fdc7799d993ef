using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace WireSP.Wire.Authentication;

/// <summary>
/// What a server keeps of a password for one SCRAM mechanism (RFC 5802 §3): enough to check, not to log in.
/// </summary>
/// <param name="Mechanism">SCRAM-SHA-1 or SCRAM-SHA-256.</param>
/// <param name="Iterations">Rounds of key derivation.</param>
/// <param name="Salt">The salt.</param>
/// <param name="StoredKey">The hash of the client key.</param>
/// <param name="ServerKey">The server key.</param>
public sealed record ScramCredentials(
    ScramMechanism Mechanism, int Iterations, byte[] Salt, byte[] StoredKey, byte[] ServerKey)
{
    /// <summary>Derives credentials from a password with a fresh salt and the usual number of rounds.</summary>
    public static ScramCredentials FromPassword(ScramMechanism mechanism, string user, string password)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        return FromPassword(
            mechanism, user, password, RandomNumberGenerator.GetBytes(mechanism.SaltSizeBytes), mechanism.Iterations);
    }

    /// <summary>Reads the form that <see cref="ToText"/> writes.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ScramCredentials? credentials)
    {
        credentials = null;
        var parts = (text ?? "").Split('$', ':');
        if (parts.Length != 5 || ScramMechanism.Find(parts[0]) is not { } mechanism
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations < ScramMechanism.IterationsMin)
        {
            return false;
        }

        var salt = FromBase64(parts[2]);
        var storedKey = FromBase64(parts[3]);
        var serverKey = FromBase64(parts[4]);
        if (salt.Length == 0 || storedKey.Length != mechanism.KeySizeBytes
            || serverKey.Length != mechanism.KeySizeBytes)
        {
            return false;
        }

        credentials = new ScramCredentials(mechanism, iterations, salt, storedKey, serverKey);
        return true;
    }

    /// <summary>
    /// <c>mechanism$iterations:salt$storedKey:serverKey</c>, the last three in base64: for configuration files.
    /// </summary>
    public string ToText()
    {
        var (salt, storedKey, serverKey) = (ToBase64(Salt), ToBase64(StoredKey), ToBase64(ServerKey));
        return string.Create(
            CultureInfo.InvariantCulture, $"{Mechanism.Name}${Iterations}:{salt}${storedKey}:{serverKey}");
    }

    /// <summary>Says which mechanism, never the keys: records print their members otherwise.</summary>
    public override string ToString() => $"{Mechanism.Name} credentials";

    /// <summary>Derives credentials with a given salt and number of rounds.</summary>
    internal static ScramCredentials FromPassword(
        ScramMechanism mechanism, string user, string password, byte[] salt, int iterations)
    {
        var saltedPassword = mechanism.SaltPassword(user, password, salt, iterations);
        var clientKey = mechanism.Hmac(saltedPassword, "Client Key"u8);
        var serverKey = mechanism.Hmac(saltedPassword, "Server Key"u8);
        return new ScramCredentials(mechanism, iterations, salt, mechanism.Hash(clientKey), serverKey);
    }

    private static string ToBase64(byte[] bytes) => Convert.ToBase64String(bytes);

    private static byte[] FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Looks into the files of certificates before the driver does, which would not say what is wrong. What only the driver
/// knows, such as keys of other kinds than RSA and elliptic curves, is left to it.
/// </summary>
internal static class MongoCertificates
{
    private const string AuthorityOption = "tlsCAFile";
    private const string PasswordOption = "tlsCertificateKeyFilePassword";
    private const string RsaAlgorithm = "1.2.840.113549.1.1.1";
    private const string CurveAlgorithm = "1.2.840.10045.2.1";
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";

    private static readonly string[] KeyLabels =
        ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", EncryptedLabel];

    /// <summary>What is wrong with the files; null when nothing is.</summary>
    /// <param name="authorityFile">Holds the certificates of authorities; null for the system's.</param>
    /// <param name="clientFile">Holds the client's certificate and key; null for none.</param>
    /// <param name="password">Opens the client's key; null when it needs none.</param>
    public static string? FindProblem(string? authorityFile, string? clientFile, string? password) =>
        (authorityFile is null ? null : Try(AuthorityOption, authorityFile, FindAuthorityProblem))
        ?? (clientFile is null
            ? null
            : Try(MongoUriRules.CertificateOption, clientFile, text => FindClientProblem(text, password)));

    private static string? Try(string option, string path, Func<string, string?> findProblem)
    {
        if (path.Length == 0)
        {
            return $"'{option}' is empty; it names a file";
        }

        try
        {
            return findProblem(File.ReadAllText(path)) is { } problem
                ? $"the file of '{option}', {path}, {problem}"
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"the file of '{option}', {path}, cannot be read: {failure.Message}";
        }
    }

    private static string? FindAuthorityProblem(string text)
    {
        // OpenSSL's own kinds have names like TRUSTED CERTIFICATE.
        if (!text.Contains(" CERTIFICATE-----", StringComparison.Ordinal))
        {
            return "holds no certificate in PEM form";
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
            return null;
        }
        catch (CryptographicException)
        {
            return "holds a certificate that cannot be read";
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    private static string? FindClientProblem(string text, string? password)
    {
        const string Problem = "holds no certificate with its key in PEM form";
        if (!text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)
            || !text.Contains(" PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return Problem;
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(text);
            return certificate.PublicKey.Oid.Value is RsaAlgorithm or CurveAlgorithm
                ? FindKeyProblem(text, password)
                : null;
        }
        catch (CryptographicException)
        {
            return Problem;
        }
    }

    private static string? FindKeyProblem(string text, string? password)
    {
        var label = FindKeyLabel(text, out var key);
        if (label is null || (label == EncryptedLabel && !IsOpenedByPassword(key)))
        {
            return null;
        }

        if (label == EncryptedLabel && password is null)
        {
            return $"has a key that needs a password, which '{PasswordOption}' gives";
        }

        try
        {
            // A key that is not encrypted needs none, though one be given.
            using var certificate = label == EncryptedLabel
                ? X509Certificate2.CreateFromEncryptedPem(text, text, password)
                : X509Certificate2.CreateFromPem(text, text);
            return null;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            return label == EncryptedLabel
                ? "has a key that is not that of its certificate, or its password is another"
                : "has a key that is not that of its certificate";
        }
    }

    // The kind of the first key; null for kinds with lines of their own ahead, which older tools encrypt.
    private static string? FindKeyLabel(ReadOnlySpan<char> text, out ReadOnlySpan<char> key)
    {
        while (PemEncoding.TryFind(text, out var found))
        {
            var label = text[found.Label].ToString();
            if (KeyLabels.Contains(label, StringComparer.Ordinal))
            {
                key = text[found.Base64Data];
                return label;
            }

            text = text[found.Location.End..];
        }

        key = default;
        return null;
    }

    // Whether the key of the encryption is made by PBKDF2, the one way of today that is known here: an object
    // identifier ahead of the encrypted bytes says it.
    private static bool IsOpenedByPassword(ReadOnlySpan<char> key)
    {
        ReadOnlySpan<byte> identifier = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0C];
        return Convert.FromBase64String(key.ToString()).AsSpan().IndexOf(identifier) >= 0;
    }
}

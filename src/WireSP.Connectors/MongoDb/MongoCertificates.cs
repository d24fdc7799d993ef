using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WireSP.Connectors.MongoDb;

/// <summary>Looks into the files of certificates before the driver does, which would not say what is wrong.</summary>
internal static class MongoCertificates
{
    /// <summary>What is wrong with the files; null when nothing is.</summary>
    /// <param name="authorityFile">Holds the certificates of authorities; null for the system's.</param>
    /// <param name="clientFile">Holds the client's certificate and key; null for none.</param>
    /// <param name="password">Opens the client's key; null when it needs none.</param>
    public static string? FindProblem(string? authorityFile, string? clientFile, string? password) =>
        (authorityFile is null ? null : Try("tlsCAFile", authorityFile, () => ReadAuthorities(authorityFile)))
        ?? (clientFile is null
            ? null
            : Try(MongoUriRules.CertificateOption, clientFile, () => ReadClient(clientFile, password)));

    private static string? Try(string option, string path, Func<string?> read)
    {
        try
        {
            return read() is { } problem ? $"the file of '{option}', {path}, {problem}" : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"the file of '{option}', {path}, cannot be read: {failure.Message}";
        }
        catch (CryptographicException)
        {
            return $"the file of '{option}', {path}, holds no certificate with its key in PEM form, or the password of "
                + "its key is another";
        }
    }

    private static string? ReadAuthorities(string path)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(File.ReadAllText(path));
        foreach (var certificate in certificates)
        {
            certificate.Dispose();
        }

        return certificates.Count == 0 ? "holds no certificate in PEM form" : null;
    }

    private static string? ReadClient(string path, string? password)
    {
        var text = File.ReadAllText(path);
        using var certificate = password is null
            ? X509Certificate2.CreateFromPem(text, text)
            : X509Certificate2.CreateFromEncryptedPem(text, text, password);
        return null;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WireSP.Server.Configuration;

namespace WireSP.Server.Hosting;

/// <summary>Loads the server's certificate.</summary>
internal static class CertificateFile
{
    /// <summary>The certificate with its key; null when there are no TLS settings.</summary>
    /// <exception cref="StartException">A file is missing or malformed, or the key does not belong to the
    /// certificate.</exception>
    public static X509Certificate2? Load(TlsSettings? settings)
    {
        if (settings is null)
        {
            return null;
        }

        try
        {
            if (settings.KeyFile is null
                && !settings.CertificateFile.EndsWith(".pem", StringComparison.OrdinalIgnoreCase))
            {
                return X509CertificateLoader.LoadPkcs12FromFile(settings.CertificateFile, settings.KeyPassword);
            }

            return settings.KeyPassword is null
                ? X509Certificate2.CreateFromPemFile(settings.CertificateFile, settings.KeyFile)
                : X509Certificate2.CreateFromEncryptedPemFile(
                    settings.CertificateFile, settings.KeyPassword, settings.KeyFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            or CryptographicException or ArgumentException)
        {
            throw new StartException(
                $"Tls: the certificate {settings.CertificateFile} cannot be used: {exception.Message}; "
                + "name a PEM file with its KeyFile, or a PKCS #12 file",
                exception);
        }
    }
}

namespace WireSP.Server.Configuration;

/// <summary>The server's certificate.</summary>
/// <param name="CertificateFile">PEM or PKCS #12 file.</param>
/// <param name="KeyFile">PEM file of the private key; null when the certificate file holds it.</param>
/// <param name="KeyPassword">Password of the private key; null for none.</param>
internal sealed record TlsSettings(string CertificateFile, string? KeyFile, string? KeyPassword)
{
    /// <summary>The file only: a password must not reach a log line by accident.</summary>
    public override string ToString() => CertificateFile;
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WireSP.TestKit.Clients;

namespace WireSP.TestKit.Connectors.MongoDb;

/// <summary>A certificate for 127.0.0.1, or of a client, that is its own authority.</summary>
public static class TestCertificate
{
    /// <summary>Writes certificate and key into one PEM file and returns its path.</summary>
    public static string WriteTo(TemporaryFolder folder, string name = "server.pem", string subject = "CN=localhost")
    {
        ArgumentNullException.ThrowIfNull(folder);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return folder.Write(name, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
    }
}

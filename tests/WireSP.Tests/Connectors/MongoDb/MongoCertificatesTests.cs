using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WireSP.Connectors.MongoDb;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Connectors.MongoDb;

public sealed class MongoCertificatesTests : IDisposable
{
    private const string OfEd25519 = """
        -----BEGIN CERTIFICATE-----
        MIIBMjCB5aADAgECAhQN8jtKMIP0u2uEyvsYxS3JxQ8kZTAFBgMrZXAwDjEMMAoG
        A1UEAwwDYWRhMCAXDTI2MTEyMjExNDg0OVoYDzIxMjYxMDI5MTE0ODQ5WjAOMQww
        CgYDVQQDDANhZGEwKjAFBgMrZXADIQCfrh7MO1GQSn7Up5ekREYwnhTyVaTr2cc+
        Cb05u+8pLKNTMFEwHQYDVR0OBBYEFB/8UrnRNp5eUbinrt4ccibRs29BMB8GA1Ud
        IwQYMBaAFB/8UrnRNp5eUbinrt4ccibRs29BMA8GA1UdEwEB/wQFMAMBAf8wBQYD
        K2VwA0EAymXtzPWU1CUMHDeB3vv/9r3Hsxqcd/ugDiI/RoaiwtH7sIOIQOqiWuh1
        lCE2K8YLD/5Gj2+Rqig4ofRv9UguDA==
        -----END CERTIFICATE-----
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIDYtCogMtrZLp5SAx/6rU86/0+Auc+a2ybHfq1eE+bIr
        -----END PRIVATE KEY-----
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly string _certificate;

    public MongoCertificatesTests() => _certificate = Certify(_key);

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public void A_key_that_is_not_encrypted_needs_no_password_and_minds_none(string? password)
    {
        Assert.Null(Find(_key.ExportPkcs8PrivateKeyPem(), password));
        Assert.Null(Find(_key.ExportRSAPrivateKeyPem(), password));
    }

    [Theory]
    [InlineData("secret", null)]
    [InlineData("other", "has a key that is not that of its certificate, or its password is another")]
    [InlineData(null, "has a key that needs a password, which 'tlsCertificateKeyFilePassword' gives")]
    public void An_encrypted_key_is_opened_by_its_password(string? password, string? problem)
    {
        var key = _key.ExportEncryptedPkcs8PrivateKeyPem(
            "secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000));

        Assert.Equal(
            problem is null ? null : $"the file of 'tlsCertificateKeyFile', {Path}, {problem}", Find(key, password));
    }

    [Fact]
    public void What_the_driver_alone_knows_is_left_to_it()
    {
        Assert.Null(MongoCertificates.FindProblem(null, _folder.Write("ed.pem", OfEd25519), null));
        Assert.Null(Find(
            """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,CFEE966C5F5CA603F7C5EF5C04CB0D2D

            wgJYxCCuVVGqQBx/BKL47782Mhkn4hDIxcpe/1PIgIXg6BeD6EIGhX75wOOpVd33
            -----END RSA PRIVATE KEY-----
            """,
            "secret"));
    }

    [Fact]
    public void The_key_of_another_certificate_is_told()
    {
        using var other = RSA.Create(2048);

        Assert.Equal(
            $"the file of 'tlsCertificateKeyFile', {Path}, has a key that is not that of its certificate",
            Find(other.ExportPkcs8PrivateKeyPem(), null));
    }

    [Fact]
    public void A_file_without_a_name_is_told_by_its_option()
    {
        Assert.Equal("'tlsCAFile' is empty; it names a file", MongoCertificates.FindProblem("", null, null));
        Assert.Equal(
            "'tlsCertificateKeyFile' is empty; it names a file", MongoCertificates.FindProblem(null, "", null));
    }

    [Theory]
    [InlineData("nothing", "holds no certificate in PEM form")]
    [InlineData(
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "holds a certificate that cannot be read")]
    public void A_file_without_authorities_is_told(string content, string problem)
    {
        var path = _folder.Write("ca.pem", content);

        Assert.Equal($"the file of 'tlsCAFile', {path}, {problem}", MongoCertificates.FindProblem(path, null, null));
    }

    private string Path => System.IO.Path.Combine(_folder.FullPath, "client.pem");

    private static string Certify(RSA key)
    {
        var request = new CertificateRequest("CN=ada", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    private string? Find(string key, string? password) => MongoCertificates.FindProblem(
        null, _folder.Write("client.pem", $"{_certificate}\n{key}"), password);
}

using WireSP.Bson;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// What the driver lets pass in a connection string and should not: options that nobody knows, which it ignores, and
/// mechanisms that it tries for ever. Says what is wrong without a value of the string.
/// </summary>
internal static class MongoUriRules
{
    /// <summary>The mechanism of logins by a client certificate.</summary>
    public const string CertificateMechanism = "MONGODB-X509";

    /// <summary>The option that names the client's certificate and key.</summary>
    public const string CertificateOption = "tlsCertificateKeyFile";

    private const string MechanismOption = "authMechanism";
    private const string ServiceScheme = "mongodb+srv://";

    private static readonly string[] Mechanisms =
        ["GSSAPI", "MONGODB-AWS", CertificateMechanism, "PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"];

    private static readonly string[] Secrets =
        ["authMechanismProperties", "sslClientCertificateKeyPassword", "tlsCertificateKeyFilePassword"];

    // The last row has no effect here: how other drivers watch and encode.
    private static readonly string[] Options =
    [
        "appName", MechanismOption, "authMechanismProperties", "authSource", "canonicalizeHostname", "compressors",
        "connectTimeoutMS", "directConnection", "gssapiServiceName", "heartbeatFrequencyMS", "journal",
        "loadBalanced", "localThresholdMS", "maxIdleTimeMS", "maxPoolSize", "maxStalenessSeconds", "minPoolSize",
        "readConcernLevel", "readPreference", "readPreferenceTags", "replicaSet", "retryReads", "retryWrites", "safe",
        "serverSelectionTimeoutMS", "serverSelectionTryOnce", "slaveOk", "socketCheckIntervalMS", "socketTimeoutMS",
        "srvMaxHosts", "srvServiceName", "ssl", "sslAllowInvalidCertificates", "sslAllowInvalidHostnames",
        "sslCertificateAuthorityFile", "sslClientCertificateKeyFile", "sslClientCertificateKeyPassword", "tls",
        "tlsAllowInvalidCertificates", "tlsAllowInvalidHostnames", "tlsCAFile", CertificateOption,
        "tlsCertificateKeyFilePassword", "tlsDisableCertificateRevocationCheck", "tlsDisableOCSPEndpointCheck",
        "tlsInsecure", "w", "waitQueueMultiple", "waitQueueTimeoutMS", "wTimeoutMS", "zlibCompressionLevel",
        "enableUtf8Validation", "maxConnecting", "serverMonitoringMode", "timeoutMS", "uuidRepresentation",
    ];

    /// <summary>What is wrong with the hosts of a string; null when the driver tells more.</summary>
    public static string? FindHostProblem(string connectionString)
    {
        if (!connectionString.StartsWith(ServiceScheme, StringComparison.Ordinal))
        {
            return null;
        }

        var hosts = connectionString[ServiceScheme.Length..].Split('/', '?')[0].Split('@')[^1];
        return hosts.Contains(':', StringComparison.Ordinal)
            ? $"an address that begins with {ServiceScheme} has no port: the SRV record says it"
            : hosts.Contains(',', StringComparison.Ordinal)
                ? $"an address that begins with {ServiceScheme} has one host name: the SRV record lists the hosts"
                : null;
    }

    /// <summary>What is wrong with the options of a string; null when the driver may tell more, or nothing is.
    /// </summary>
    /// <param name="connectionString">The string.</param>
    /// <param name="hasTls">Whether its connections use TLS.</param>
    public static string? FindOptionProblem(string connectionString, bool hasTls)
    {
        var hasCertificate = false;
        var hasSecret = false;
        string? mechanism = null;
        var query = connectionString.IndexOf('?', StringComparison.Ordinal);
        foreach (var option in query < 0 ? [] : connectionString[(query + 1)..].Split('&'))
        {
            var name = option.Split('=')[0];
            // An @ here is that of a password with a ? in it, of which nothing may be told.
            if (name.Length > 0 && !connectionString[query..].Contains('@', StringComparison.Ordinal)
                && !Options.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                // Without a value, or behind a secret, it may be a part of one that has a & in it.
                return hasSecret || name.Length == option.Length
                    ? "the connection string has an option that is none; in names and passwords the characters "
                        + ": / ? # [ ] @ % & are written as %XX"
                    : $"'{name}' is not an option of connection strings.{NearestName.Hint(name, Options)}";
            }

            hasSecret |= Secrets.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (name.Equals(MechanismOption, StringComparison.OrdinalIgnoreCase))
            {
                mechanism = Uri.UnescapeDataString(option[name.Length..].TrimStart('='));
            }

            hasCertificate |= name.Equals(CertificateOption, StringComparison.OrdinalIgnoreCase)
                || name.Equals("sslClientCertificateKeyFile", StringComparison.OrdinalIgnoreCase);
        }

        return FindMechanismProblem(mechanism, hasTls && hasCertificate);
    }

    private static string? FindMechanismProblem(string? mechanism, bool hasCertificate)
    {
        if (mechanism is null)
        {
            return null;
        }

        if (!Mechanisms.Contains(mechanism, StringComparer.OrdinalIgnoreCase))
        {
            return $"'{MechanismOption}' is none of {string.Join(", ", Mechanisms)}";
        }

        // Without a certificate the driver reads a subject that is not there, which ends the process.
        return mechanism.Equals(CertificateMechanism, StringComparison.OrdinalIgnoreCase) && !hasCertificate
            ? $"'{MechanismOption}' {CertificateMechanism} needs tls=true and '{CertificateOption}', a PEM file with "
                + "the client's certificate and its key"
            : null;
    }
}

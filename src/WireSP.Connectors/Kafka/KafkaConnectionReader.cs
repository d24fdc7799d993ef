using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Reads a Kafka connection's options, which have the names of the Administration API, into settings of the native
/// client.
/// </summary>
internal static class KafkaConnectionReader
{
    private const string Plain = "PLAIN";
    private const string OAuth = "OAUTHBEARER";

    private static readonly string[] Protocols = ["PLAINTEXT", "SASL_PLAINTEXT", "SASL_SSL", "SSL"];

    private static readonly string[] Mechanisms =
        [OAuth, Plain, "SCRAM-256", "SCRAM-512", "SCRAM-SHA-256", "SCRAM-SHA-512"];

    /// <summary>Reads the options; what is wrong is reported to the fields.</summary>
    public static KafkaConnection Read(StageFields fields, string name)
    {
        List<KeyValuePair<string, string>> settings = [new("client.id", "wiresp")];
        ReadServers(fields, settings);
        var protocol = ReadSecurity(fields.OptionalDocument("security"), settings);
        ReadAuthentication(fields, protocol, settings);
        ReadNetworking(fields.OptionalDocument("networking"));
        var reset = KafkaClientProperties.Read(fields, settings);
        return new KafkaConnection(name, settings) { OffsetReset = reset };
    }

    private static void ReadServers(StageFields fields, List<KeyValuePair<string, string>> settings)
    {
        if (!fields.TryReadRequired("bootstrapServers", out _)
            || ConnectionOptions.ReadSecret(fields, "bootstrapServers") is not { } servers)
        {
            return;
        }

        foreach (var server in servers.Split(',', StringSplitOptions.TrimEntries))
        {
            if (servers.Length > 0 && !IsAddress(server))
            {
                fields.Report(
                    PipelineErrorCodes.BadValue,
                    "bootstrapServers",
                    $"expected host:port, several with commas between them, found '{server}'");
                return;
            }
        }

        settings.Add(new("bootstrap.servers", servers));
    }

    private static bool IsAddress(string server)
    {
        var colon = server.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(server.AsSpan(colon + 1), out var port) && port > 0;
    }

    private static string? ReadSecurity(StageFields? security, List<KeyValuePair<string, string>> settings)
    {
        if (security is null)
        {
            return null;
        }

        var protocol = security.OptionalChoice("protocol", Protocols);
        if (!security.Has("protocol"))
        {
            security.Report(
                PipelineErrorCodes.MissingField,
                "protocol",
                $"'protocol' is required and is missing; expected {string.Join(", ", Protocols)}");
        }

        Add(settings, "ssl.ca.pem", ConnectionOptions.ReadSecret(security, "brokerPublicCertificate"));
        security.RejectUnknown();
        return protocol;
    }

    private static void ReadAuthentication(
        StageFields fields, string? protocol, List<KeyValuePair<string, string>> settings)
    {
        var authentication = fields.OptionalDocument("authentication");
        var needsSasl = protocol?.StartsWith("SASL", StringComparison.Ordinal) == true;
        if (authentication is null)
        {
            if (needsSasl)
            {
                fields.Report(
                    PipelineErrorCodes.MissingField,
                    "authentication",
                    $"'authentication' is required with security.protocol {protocol}");
            }

            Add(settings, "security.protocol", protocol);
            return;
        }

        var mechanism = authentication.OptionalChoice("mechanism", Mechanisms);
        if (mechanism is not null && !needsSasl)
        {
            fields.Report(
                PipelineErrorCodes.InvalidOptions,
                "security.protocol",
                $"authentication.mechanism {mechanism} needs SASL_SSL or SASL_PLAINTEXT, "
                + $"found {protocol ?? "nothing"}");
        }
        else if (needsSasl && !authentication.Has("mechanism"))
        {
            authentication.Report(
                PipelineErrorCodes.MissingField,
                "mechanism",
                $"'mechanism' is required with security.protocol {protocol}; expected {string.Join(", ", Mechanisms)}");
        }

        Add(settings, "security.protocol", protocol);
        Add(settings, "sasl.mechanism", NativeName(mechanism));
        ReadCredentials(authentication, mechanism, settings);
        ReadClientCertificate(authentication, settings);
        authentication.Refuse("aws", "only Amazon's own service has roles; use a mechanism");
        authentication.RejectUnknown();
    }

    private static void ReadCredentials(
        StageFields authentication, string? mechanism, List<KeyValuePair<string, string>> settings)
    {
        if (mechanism == OAuth)
        {
            _ = authentication.OptionalChoice("method", "OIDC");
            if (!KafkaClientProperties.IsAccepted("sasl.oauthbearer.method", "oidc"))
            {
                authentication.Report(
                    PipelineErrorCodes.NotImplemented,
                    "mechanism",
                    $"{OAuth} needs a librdkafka that is built with libcurl; this one is not");
            }

            settings.Add(new("sasl.oauthbearer.method", "oidc"));
            Require(authentication, mechanism, settings, ("clientId", "sasl.oauthbearer.client.id"));
            Require(authentication, mechanism, settings, ("clientSecret", "sasl.oauthbearer.client.secret"));
            Require(authentication, mechanism, settings, ("tokenEndpointUrl", "sasl.oauthbearer.token.endpoint.url"));
            Add(settings, "sasl.oauthbearer.scope", authentication.OptionalString("scope"));
            Add(settings, "sasl.oauthbearer.extensions", authentication.OptionalString("saslOauthbearerExtensions"));
        }
        else if (mechanism is not null)
        {
            Require(authentication, mechanism, settings, ("username", "sasl.username"));
            Require(authentication, mechanism, settings, ("password", "sasl.password"));
        }
    }

    private static void ReadClientCertificate(
        StageFields authentication, List<KeyValuePair<string, string>> settings)
    {
        Add(settings, "ssl.certificate.pem", ConnectionOptions.ReadSecret(authentication, "sslCertificate"));
        Add(settings, "ssl.key.pem", ConnectionOptions.ReadSecret(authentication, "sslKey"));
        Add(settings, "ssl.key.password", ConnectionOptions.ReadSecret(authentication, "sslKeyPassword"));
        if (authentication.Has("sslKey") != authentication.Has("sslCertificate"))
        {
            authentication.Report(
                PipelineErrorCodes.MissingField, "sslKey", "sslCertificate and sslKey are only of use together");
        }
    }

    private static void ReadNetworking(StageFields? networking)
    {
        var access = networking?.OptionalDocument("access");
        if (access is not null)
        {
            _ = access.OptionalChoice("type", "PUBLIC");
            access.RejectUnknown();
        }

        networking?.RejectUnknown();
    }

    private static void Require(
        StageFields fields,
        string mechanism,
        List<KeyValuePair<string, string>> settings,
        (string Name, string Property) field)
    {
        if (!fields.Has(field.Name))
        {
            fields.Report(
                PipelineErrorCodes.MissingField,
                field.Name,
                $"'{field.Name}' is required with mechanism {mechanism}");
            return;
        }

        Add(settings, field.Property, ConnectionOptions.ReadSecret(fields, field.Name));
    }

    private static string? NativeName(string? mechanism) => mechanism switch
    {
        "SCRAM-256" => "SCRAM-SHA-256",
        "SCRAM-512" => "SCRAM-SHA-512",
        _ => mechanism,
    };

    private static void Add(List<KeyValuePair<string, string>> settings, string property, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            settings.Add(new(property, value));
        }
    }
}

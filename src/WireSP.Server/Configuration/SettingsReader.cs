using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using WireSP.Connectors.Local;
using WireSP.Server.Workspace;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.Configuration;

/// <summary>
/// Reads the settings from the configuration file, then <c>WIRESP__…</c> environment variables, then the command line;
/// the later wins. Everything is checked here, so that a server that starts has no half of a setting.
/// </summary>
internal static class SettingsReader
{
    private const string EnvironmentPrefix = "WIRESP__";

    private static readonly string[] RoleNames = ["atlasAdmin", "readAnyDatabase", "readWriteAnyDatabase"];

    /// <summary>Reads and checks all settings.</summary>
    /// <param name="file">The configuration file; null for none.</param>
    /// <param name="options">Options of the command line by configuration key.</param>
    /// <exception cref="StartException">Something is wrong; the message says what and how to fix it.</exception>
    public static ServerSettings Read(string? file, IReadOnlyDictionary<string, string?> options)
    {
        var scalars = file is null
            ? new HashSet<string>()
            : ConfigurationFile.ReadScalarPaths(Path.GetFullPath(file));
        return Read(Build(file, options), new ConfigurationBson(scalars));
    }

    private static IConfigurationRoot Build(string? file, IReadOnlyDictionary<string, string?> options)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null)
        {
            builder.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }

        return builder.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(options).Build();
    }

    private static ServerSettings Read(IConfigurationRoot root, ConfigurationBson bson)
    {
        ConfigurationSchema.Check(root);
        var warnings = new List<string>();
        var settings = new ServerSettings
        {
            Listen = EndPointReader.Read("Listen", root["Listen"] ?? "127.0.0.1:27017"),
            Http = ReadHttp(root["Http"] ?? "127.0.0.1:27080"),
            DataDirectory = Path.GetFullPath(root["Data"] ?? DefaultDataDirectory()),
            LogsJson = ReadLogFormat(root["LogFormat"] ?? "text"),
            Insecure = ReadFlag(root, "Insecure"),
            NoScripting = ReadFlag(root, "NoScripting"),
            Limits = ReadLimits(root.GetSection("Limits")),
            Collections = ReadCollections(root.GetSection("Collections")),
            Workspace = ReadWorkspace(root.GetSection("Workspace")),
            Users = [.. root.GetSection("Users").GetChildren().Select(user => ReadUser(user, warnings))],
            Connections = [.. root.GetSection("Connections").GetChildren().Select(item => ReadConnection(item, bson))],
            Tls = ReadTls(root.GetSection("Tls")),
            Warnings = warnings,
        };
        CheckExposure(settings);
        CheckUnique("Users", settings.Users.Select(user => user.Name));
        CheckUnique("Connections", settings.Connections.Select(connection => connection.Name));
        return settings;
    }

    private static string DefaultDataDirectory() =>
        Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "wiresp");

    private static IPEndPoint? ReadHttp(string text) =>
        string.Equals(text, "off", StringComparison.OrdinalIgnoreCase) ? null : EndPointReader.Read("Http", text);

    private static bool ReadLogFormat(string text) => text switch
    {
        "text" => false,
        "json" => true,
        _ => throw new StartException($"LogFormat: '{text}' is not a log format; write text or json"),
    };

    private static bool ReadFlag(IConfiguration root, string key)
    {
        if (root[key] is not { } text)
        {
            return false;
        }

        return bool.TryParse(text, out var flag)
            ? flag
            : throw new StartException($"{key}: '{text}' is neither true nor false");
    }

    private static LimitSettings ReadLimits(IConfigurationSection section) => new(
        ReadCount(section, "Connections", LimitSettings.Default.Connections),
        ReadCount(section, "ConnectionsPerAddress", LimitSettings.Default.ConnectionsPerAddress));

    private static LocalOptions ReadCollections(IConfigurationSection section)
    {
        var defaults = new LocalOptions();
        var hours = ReadCount(section, "HistoryHours", (int)defaults.HistoryAgeMax.TotalHours);
        var megabytes = ReadCount(section, "HistoryMegabytes", (int)(defaults.HistoryBytesMax >> 20));
        return new LocalOptions
        {
            HistoryAgeMax = TimeSpan.FromHours(hours),
            HistoryBytesMax = (long)megabytes << 20,
        };
    }

    private static int ReadCount(IConfigurationSection section, string key, int otherwise)
    {
        if (section[key] is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new StartException($"{section.Path}:{key}: '{text}' is not a number of at least 1");
    }

    private static WorkspaceSettings ReadWorkspace(IConfigurationSection section)
    {
        var defaultTier = ReadTier(section, "DefaultTier", TierTable.Default);
        var maxTier = ReadTier(section, "MaxTier", TierTable.Max);
        return defaultTier.Rank <= maxTier.Rank
            ? new WorkspaceSettings(section["Name"] ?? "local", defaultTier, maxTier)
            : throw new StartException(
                $"Workspace:DefaultTier: {defaultTier.Name} is larger than MaxTier {maxTier.Name}; "
                + "make it at most that");
    }

    private static Tier ReadTier(IConfigurationSection section, string key, Tier otherwise)
    {
        if (section[key] is not { } text)
        {
            return otherwise;
        }

        return TierTable.Find(text)
            ?? throw new StartException($"Workspace:{key}: unknown tier '{text}'; known tiers: {TierTable.Names}");
    }

    private static UserSettings ReadUser(IConfigurationSection section, List<string> warnings)
    {
        var name = section["Name"];
        if (string.IsNullOrEmpty(name))
        {
            throw new StartException($"{section.Path}: a user needs a Name");
        }

        var roles = section.GetSection("Roles").GetChildren().Select(role => role.Value ?? "").ToList();
        foreach (var role in roles.Where(role => !RoleNames.Contains(role)))
        {
            throw new StartException(
                $"{section.Path}:Roles: unknown role '{role}'; known roles: {string.Join(", ", RoleNames)}");
        }

        var password = ReadSecret(section.GetSection("Password"));
        var credentials = section.GetSection("Credentials").GetChildren().Select(item => item.Value ?? "").ToList();
        if ((password is null) == (credentials.Count == 0))
        {
            throw new StartException($"{section.Path}: user '{name}' needs either a Password or Credentials; "
                + "`wiresp user add` writes hashed credentials");
        }

        if (section["Password"] is not null)
        {
            warnings.Add($"the password of user '{name}' stands in the configuration as plain text; "
                + "`wiresp user add` writes it hashed, {\"$secret\": \"env:NAME\"} keeps it outside");
        }

        return new UserSettings(name, password, credentials, roles);
    }

    private static string? ReadSecret(IConfigurationSection section)
    {
        if (section[SecretReader.ReferenceKey] is not { } reference)
        {
            return section.Value;
        }

        try
        {
            return SecretReader.Resolve(reference);
        }
        catch (FormatException exception)
        {
            throw new StartException($"{section.Path}: {exception.Message}", exception);
        }
    }

    private static ConnectionDefinition ReadConnection(IConfigurationSection section, ConfigurationBson bson)
    {
        try
        {
            return ConnectionDocument.Read(SecretReader.ResolveAll(bson.ToDocument(section)));
        }
        catch (FormatException exception)
        {
            throw new StartException($"{section.Path}: {exception.Message}", exception);
        }
    }

    private static TlsSettings? ReadTls(IConfigurationSection section)
    {
        if (!section.Exists())
        {
            return null;
        }

        return section["CertificateFile"] is { } file
            ? new TlsSettings(file, section["KeyFile"], ReadSecret(section.GetSection("KeyPassword")))
            : throw new StartException("Tls: needs a CertificateFile (PEM or PKCS #12)");
    }

    private static void CheckExposure(ServerSettings settings)
    {
        var isOpen = settings.Users.Count == 0 || settings.Tls is null;
        if (isOpen && !settings.Insecure && !IPAddress.IsLoopback(settings.Listen.Address))
        {
            var lacking = settings.Users.Count == 0 ? "users" : "TLS";
            throw new StartException(
                $"Listen: {settings.Listen} is open to other machines, and no {lacking} are configured; "
                + "configure Users and Tls, listen on 127.0.0.1, or give --insecure");
        }
    }

    private static void CheckUnique(string key, IEnumerable<string> names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Where(name => !known.Add(name)))
        {
            throw new StartException($"{key}: the name '{name}' is used twice; give each its own");
        }
    }
}

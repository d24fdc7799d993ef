using Microsoft.Extensions.Configuration;
using WireSP.Bson;

namespace WireSP.Server.Configuration;

/// <summary>The keys that a configuration may have; any other is an error that names the nearest known one.</summary>
internal static class ConfigurationSchema
{
    private static readonly string[] SecretKeys = [SecretReader.ReferenceKey];

    private static readonly Dictionary<string, string[]> Objects = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] =
        [
            "Collections", "Config", "Connections", "Data", "Http", "Insecure", "Limits", "Listen", "LogFormat",
            "NoScripting", "Tls", "Users", "Workspace",
        ],
        ["Collections"] = ["HistoryHours", "HistoryMegabytes"],
        ["Limits"] = ["Connections", "ConnectionsPerAddress"],
        ["Tls"] = ["CertificateFile", "KeyFile", "KeyPassword"],
        ["Tls:KeyPassword"] = SecretKeys,
        ["Users:*"] = ["Credentials", "Name", "Password", "Roles"],
        ["Users:*:Password"] = SecretKeys,
        ["Workspace"] = ["DefaultTier", "MaxTier", "Name"],
    };

    // Their contents are checked by whoever reads them: connectors and the reader of credentials.
    private static readonly string[] Open = ["Connections", "Users:*:Credentials", "Users:*:Roles"];

    /// <summary>Checks every key.</summary>
    /// <exception cref="StartException">A key is not known.</exception>
    public static void Check(IConfiguration configuration) => Check(configuration, "");

    private static void Check(IConfiguration section, string pattern)
    {
        if (Open.Contains(pattern, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        var known = Objects.GetValueOrDefault(pattern);
        foreach (var child in section.GetChildren())
        {
            var isItem = string.Equals(pattern, "Users", StringComparison.OrdinalIgnoreCase);
            if (isItem && !int.TryParse(child.Key, out _))
            {
                throw new StartException(
                    $"configuration key 'Users' must be an array of users, found key '{child.Key}'");
            }

            if (!isItem && known?.Contains(child.Key, StringComparer.OrdinalIgnoreCase) != true)
            {
                throw Unknown(child.Path, child.Key, known ?? []);
            }

            var name = isItem ? "*" : child.Key;
            Check(child, pattern.Length == 0 ? name : $"{pattern}:{name}");
        }
    }

    private static StartException Unknown(string path, string key, string[] known)
    {
        var hint = NearestName.Hint(key, known);
        var all = known.Length == 0 ? "it takes a plain value" : $"known keys here: {string.Join(", ", known)}";
        return new StartException($"unknown configuration key '{path}'.{hint} ({all})");
    }
}

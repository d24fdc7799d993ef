using System.Text.Json;
using System.Text.Json.Nodes;
using WireSP.Server.Configuration;
using WireSP.Wire.Authentication;

namespace WireSP.Server.Cli;

/// <summary>Writes users into a configuration file and leaves the rest of it as it is, but for comments.</summary>
internal static class UserFile
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,

        // Base64 has plus signs, which the default would write as escapes; nobody puts this file into a web page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Read = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Adds a user; the file is made when it is missing.</summary>
    /// <exception cref="StartException">The user is there already, or the file cannot be read or written.</exception>
    public static void Add(string path, UserCredentials user)
    {
        try
        {
            var root = File.Exists(path) ? Parse(path) : [];
            var users = root["Users"] as JsonArray;
            if (users is null)
            {
                root["Users"] = users = [];
            }

            if (users.Any(item => (string?)item?["Name"] == user.Name))
            {
                throw new StartException($"user '{user.Name}' is in {path} already; take it out first");
            }

            users.Add(Describe(user));
            Write(path, root.ToJsonString(Written) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartException($"configuration file {path} cannot be changed: {exception.Message}", exception);
        }
    }

    private static JsonObject Parse(string path) =>
        JsonNode.Parse(File.ReadAllText(path), documentOptions: Read) as JsonObject
        ?? throw new StartException($"configuration file {path} must hold a JSON object");

    private static JsonObject Describe(UserCredentials user) => new()
    {
        ["Name"] = user.Name,
        ["Credentials"] = new JsonArray([.. user.Scram.Select(item => (JsonNode)item.ToText())]),
        ["Roles"] = new JsonArray([.. user.Roles.Select(role => (JsonNode)role)]),
    };

    // Written beside and moved over it: a full disk must not leave half a configuration.
    private static void Write(string path, string text)
    {
        var beside = path + ".new";
        File.WriteAllText(beside, text);
        if (File.Exists(path) && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
        }

        File.Move(beside, path, overwrite: true);
    }
}

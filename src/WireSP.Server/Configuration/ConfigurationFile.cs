using System.Globalization;
using System.Text.Json;

namespace WireSP.Server.Configuration;

/// <summary>
/// The JSON configuration file beside what .NET configuration makes of it: which of its values are not text.
/// </summary>
internal static class ConfigurationFile
{
    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Paths, in the notation of .NET configuration, of the numbers and booleans in a file.</summary>
    /// <exception cref="StartException">The file is missing, unreadable or not a JSON object.</exception>
    public static IReadOnlySet<string> ReadScalarPaths(string path)
    {
        var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new StartException($"configuration file {path} must hold a JSON object");
            }

            Collect(document.RootElement, "", paths);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"configuration file {path} cannot be read: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new StartException($"configuration file {path} is not JSON: {exception.Message}", exception);
        }

        return paths;
    }

    private static void Collect(JsonElement element, string path, HashSet<string> paths)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, path.Length == 0 ? property.Name : $"{path}:{property.Name}", paths);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, string.Create(CultureInfo.InvariantCulture, $"{path}:{index++}"), paths);
                }

                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                paths.Add(path);
                break;
            default:
                break;
        }
    }
}

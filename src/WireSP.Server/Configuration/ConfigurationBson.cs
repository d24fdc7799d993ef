using System.Globalization;
using Microsoft.Extensions.Configuration;
using WireSP.Bson;

namespace WireSP.Server.Configuration;

/// <summary>
/// Turns a part of the configuration into a document. .NET configuration keeps text only, so numbers and booleans are
/// told from text by what the configuration file says at the same path.
/// </summary>
/// <param name="scalars">Paths whose value in the file is a number or a boolean.</param>
internal sealed class ConfigurationBson(IReadOnlySet<string> scalars)
{
    /// <summary>The document of a section.</summary>
    public BsonDocument ToDocument(IConfiguration section)
    {
        var builder = new BsonDocumentBuilder();
        foreach (var child in section.GetChildren())
        {
            builder.Add(child.Key, ToValue(child));
        }

        return builder.ToDocument();
    }

    private BsonValue ToValue(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
        {
            return ToScalar(section);
        }

        if (!children.TrueForAll(child => int.TryParse(child.Key, NumberStyles.None, null, out _)))
        {
            return ToDocument(section);
        }

        var items = new BsonArrayBuilder();
        foreach (var child in children)
        {
            items.Add(ToValue(child));
        }

        return items.ToArray();
    }

    private BsonValue ToScalar(IConfigurationSection section)
    {
        var text = section.Value;
        if (text is null || !scalars.Contains(section.Path))
        {
            return text;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction)
            ? fraction
            : text;
    }
}

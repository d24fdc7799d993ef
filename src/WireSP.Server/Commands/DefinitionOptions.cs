using WireSP.Bson;
using WireSP.Server.Workspace;

namespace WireSP.Server.Commands;

/// <summary>Reads the options that are part of a processor's definition.</summary>
internal static class DefinitionOptions
{
    /// <summary>The fields, sorted.</summary>
    public static readonly IReadOnlyList<string> Fields = ["dlq", "failover", "streamMetaFieldName", "tier"];

    /// <summary>The options of a definition; copied, because the request's buffer is reused.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">An option is malformed or not
    /// supported.</exception>
    public static ProcessorOptions Read(CommandArguments arguments)
    {
        FailoverOption.Check(arguments);
        return new ProcessorOptions(
            arguments.Text("tier"),
            ReadMetaField(arguments),
            (arguments.Document("dlq") ?? BsonDocument.Empty).Copy());
    }

    /// <summary>The name of the field that receives stream metadata; null when none is given.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It cannot name a field.</exception>
    public static string? ReadMetaField(CommandArguments arguments)
    {
        var name = arguments.Text("streamMetaFieldName");
        return name is null || (name.Length > 0 && name[0] != '$' && !name.Contains('.', StringComparison.Ordinal)
            && !name.Contains('\0', StringComparison.Ordinal))
            ? name
            : throw StreamErrors.InvalidOptions(
                $"streamMetaFieldName '{name}' is no field name: it must not be empty, begin with '$' or have a dot");
    }
}

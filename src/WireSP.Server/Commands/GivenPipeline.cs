using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>A pipeline that a command is asked about, which need not belong to any stream processor.</summary>
/// <param name="Stages">The stages; bytes of their own.</param>
/// <param name="Options">The definition's options.</param>
/// <param name="IsEphemeral">Whether it is meant for <c>sp.process()</c>, which needs no sink.</param>
internal sealed record GivenPipeline(BsonArray Stages, ProcessorOptions Options, bool IsEphemeral)
{
    /// <summary>The options that such a command may have.</summary>
    public static IReadOnlyList<string> OptionFields { get; } = [.. DefinitionOptions.Fields, "isEphemeral"];

    /// <summary>
    /// Reads it: the array is the command's value, as in <c>processStreamProcessor</c>, or its field, as in
    /// <c>createStreamProcessor</c>.
    /// </summary>
    /// <exception cref="MongoCommandException">There is none, or an option is malformed.</exception>
    public static GivenPipeline Read(CommandRequest request, CommandArguments arguments, bool isEphemeral)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(arguments);
        var stages = request.Argument.Type == BsonType.Array
            ? request.Argument.AsArray
            : arguments.RequiredArray("pipeline");
        return new GivenPipeline(
            BsonValue.FromArray(stages).Copy().AsArray,
            DefinitionOptions.Read(arguments),
            arguments.Boolean("isEphemeral") ?? isEphemeral);
    }
}

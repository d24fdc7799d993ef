using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Checks a pipeline without storing it, and tells everything that is wrong with it.</summary>
internal sealed class ValidateStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
    private static readonly string[] OptionFields = [.. DefinitionOptions.Fields, "isEphemeral"];

    public static readonly CommandSpec Spec = new("validateStreamProcessor")
    {
        Summary = "Our own: checks a pipeline as create does (with `isEphemeral: true` as process does) and "
            + "lists every problem.",
        Fields = ["isEphemeral", "options", "pipeline"],
        RequiredActions = [PrivilegeActions.CreateStreamProcessor],
        AdminOnly = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, OptionFields);
        // The array may be the command's value, as in processStreamProcessor, or its field, as in
        // createStreamProcessor.
        var pipeline = request.Argument.Type == BsonType.Array
            ? request.Argument.AsArray
            : arguments.RequiredArray("pipeline");
        var problems = workspace.Checker.FindProblems(
            BsonValue.FromArray(pipeline).Copy().AsArray,
            DefinitionOptions.Read(arguments),
            arguments.Boolean("isEphemeral") ?? false);
        return new(new BsonDocumentBuilder
        {
            { "valid", problems.Count == 0 },
            { "problems", StreamErrors.ProblemDocuments(problems) },
        }.ToDocument());
    }
}

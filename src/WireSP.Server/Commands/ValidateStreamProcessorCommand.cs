using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Checks a pipeline without storing it, and tells everything that is wrong with it.</summary>
internal sealed class ValidateStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
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
        var arguments = new CommandArguments(request, GivenPipeline.OptionFields);
        var given = GivenPipeline.Read(request, arguments, isEphemeral: false);
        var problems = workspace.Checker.FindProblems(given.Stages, given.Options, given.IsEphemeral);
        return new(new BsonDocumentBuilder
        {
            { "valid", problems.Count == 0 },
            { "problems", StreamErrors.ProblemDocuments(problems) },
        }.ToDocument());
    }
}

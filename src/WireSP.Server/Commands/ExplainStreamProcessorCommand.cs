using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Shows what a processor's pipeline, or one that is given, compiles to; runs and stores nothing.</summary>
internal sealed class ExplainStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("explainStreamProcessor")
    {
        Summary = "Our own: shows the compiled plan of a stream processor, or of a `pipeline` that is given: fields "
            + "read, stages moved and fused, what windows keep.",
        Fields = ["isEphemeral", "options", "pipeline"],
        RequiredActions = [PrivilegeActions.GetStreamProcessor],
        AdminOnly = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, GivenPipeline.OptionFields);
        var plan = request.Argument.Type == BsonType.String
            ? Stored(arguments.Name)
            : Given(request, arguments);
        return new(new BsonDocumentBuilder { { "plan", plan } }.ToDocument());
    }

    private BsonDocument Stored(string name)
    {
        var row = workspace.Get(name).Row;
        return workspace.Checker.Compile(row.Pipeline, row.Options, isEphemeral: true).Explain();
    }

    private BsonDocument Given(CommandRequest request, CommandArguments arguments)
    {
        var given = GivenPipeline.Read(request, arguments, isEphemeral: true);
        return workspace.Checker.Compile(given.Stages, given.Options, given.IsEphemeral).Explain();
    }
}

using WireSP.Bson;
using WireSP.Server.Sampling;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>
/// Runs a pipeline for as long as the client reads its output, at most ten minutes; nothing is stored.
/// </summary>
internal sealed class ProcessStreamProcessorCommand(StreamWorkspace workspace, TimeProvider clock) : ICommandHandler
{
    private static readonly string[] OptionFields =
        [.. DefinitionOptions.Fields.Union(StartOptions.Fields).Order(StringComparer.Ordinal)];

    public static readonly CommandSpec Spec = new("processStreamProcessor")
    {
        Summary = "Runs a pipeline for as long as the client reads its output, at most ten minutes; a sink is "
            + "optional.",
        Fields = ["options"],
        RequiredActions = [PrivilegeActions.ProcessStreamProcessor, PrivilegeActions.SampleStreamProcessor],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, OptionFields);
        var pipeline = request.Argument.Type == BsonType.Array
            ? request.Argument.AsArray
            : throw CommandErrors.WrongType(Spec.Name, request.Argument.Type, BsonType.Array);
        var row = NewProcessor.Row(
            request, StreamWorkspace.NewSecretName(), pipeline, DefinitionOptions.Read(arguments), clock);
        var start = StartOptions.Read(arguments, workspace.Settings.MaxTier);
        var processor = await workspace.ProcessAsync(
            row, start, SampleOwner.Of(request.Client), cancellationToken);
        return SampleReply.Opened(processor.Name, processor.OwnCursor!, request.Client);
    }
}

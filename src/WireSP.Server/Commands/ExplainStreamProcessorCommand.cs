using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Shows what a processor's pipeline, or one that is given, compiles to; runs and stores nothing.</summary>
internal sealed class ExplainStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
    private static readonly string[] OptionFields = [.. DefinitionOptions.Fields, "isEphemeral"];

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
        var arguments = new CommandArguments(request, OptionFields);
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
        // The array may be the command's value, as in processStreamProcessor, or its field, as in
        // createStreamProcessor.
        var pipeline = request.Argument.Type == BsonType.Array
            ? request.Argument.AsArray
            : arguments.RequiredArray("pipeline");
        return workspace.Checker.Compile(
            BsonValue.FromArray(pipeline).Copy().AsArray,
            DefinitionOptions.Read(arguments),
            arguments.Boolean("isEphemeral") ?? true).Explain();
    }
}

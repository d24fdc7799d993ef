using WireSP.Bson;
using WireSP.Server.Sampling;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Answers what a processor put out since the last read; cursor id 0 says that nothing will follow.</summary>
internal sealed class GetMoreSampleStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("getMoreSampleStreamProcessor")
    {
        Summary = "Reads from a sample cursor; waits a moment when there is nothing, then answers an empty batch.",
        Fields = ["batchSize", "cursorId"],
        RequiredActions = [PrivilegeActions.SampleStreamProcessor],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        var id = arguments.WholeNumber("cursorId", long.MinValue)
            ?? throw CommandErrors.MissingField(Spec.Name, "cursorId");
        var batchSize = arguments.WholeNumber("batchSize", least: 0) ?? 0;
        var documentsMax = batchSize == 0 ? SampleLimits.BatchDocumentsDefault : (int)Math.Min(batchSize, int.MaxValue);
        var processor = workspace.Get(arguments.Name);
        var cursor = workspace.Cursors.Find(id, processor.Id, SampleOwner.Of(request.Client))
            ?? throw StreamErrors.NoSuchCursor(id);
        var batch = await cursor.ReadAsync(documentsMax, cancellationToken);
        if (batch.Failure is { } failure)
        {
            await EndAsync(processor, cursor, hasFailed: true);
            throw StreamErrors.Failed(failure);
        }

        if (batch.IsLast)
        {
            await EndAsync(processor, cursor, hasFailed: false);
        }

        return SampleReply.Batch(cursor, batch, request.Client);
    }

    // After an error the shell sends no drop, so the processor of sp.process() goes now; after a last batch it does.
    private async ValueTask EndAsync(StreamProcessor processor, SampleCursor cursor, bool hasFailed)
    {
        workspace.Cursors.Remove(cursor.Id);
        if (hasFailed && processor.IsEphemeral)
        {
            await workspace.DropAsync(processor, CancellationToken.None);
        }
    }
}

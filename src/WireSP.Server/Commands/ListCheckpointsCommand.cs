using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Streaming.Checkpoints;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Lists the checkpoints of a stream processor.</summary>
internal sealed class ListCheckpointsCommand(StreamWorkspace workspace, TimeProvider clock) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listCheckpoints")
    {
        Summary = "Lists the checkpoints of a stream processor, newest first. A command of our own.",
        RequiredActions = [PrivilegeActions.GetStreamProcessor],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var processor = workspace.Get(new CommandArguments(request).Name);
        var rows = processor.Checkpoints is { } checkpoints
            ? await checkpoints.ListAllAsync(cancellationToken)
            : [];
        var resumable = processor.Checkpoints is { } present ? await present.ListAsync(cancellationToken) : [];
        var array = new BsonArrayBuilder();
        foreach (var row in rows)
        {
            array.Add(Describe(row, resumable.Count > 0 && resumable[0].Number == row.Number));
        }

        return new BsonDocumentBuilder { { "checkpoints", array.ToArray() } }.ToDocument();
    }

    private BsonDocument Describe(StoredCheckpoint row, bool isNext) => new BsonDocumentBuilder
    {
        { "id", row.Number },
        { "name", row.Name },
        { "createdAt", BsonValue.FromDateTime(row.CreatedAt) },
        { "ageMillis", (long)(clock.GetUtcNow() - row.CreatedAt).TotalMilliseconds },
        { "sizeBytes", row.SizeBytes },
        { "durationMillis", row.Duration.TotalMilliseconds },
        { "state", row.IsCommitted ? "committed" : "prepared" },
        { "isResumedFrom", isNext },
    }.ToDocument();
}

using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Streaming.Tasks;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Tells why a processor's windows do not close and where its documents went.</summary>
internal sealed class DiagnoseStreamProcessorCommand(StreamWorkspace workspace, TimeProvider clock) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("diagnoseStreamProcessor")
    {
        Summary = "Our own: tells which source partition holds the watermark, when the next window closes, and how "
            + "many documents each stage dropped.",
        RequiredActions = [PrivilegeActions.StreamProcessorStats],
        AdminOnly = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var processor = workspace.Get(new CommandArguments(request).Name);
        var statistics = processor.Statistics;
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var builder = new BsonDocumentBuilder
        {
            { "name", processor.Name },
            { "state", processor.State },
            { "errorMsg", processor.ErrorMessage },
            { "now", BsonValue.FromDateTimeMs(now) },
            { "lastInput", TimeDocument.Date(statistics.LastInputMs) },
            { "silentForMs", statistics.LastInputMs is { } last ? Math.Max(0, now - last) : BsonValue.Missing },
        };
        var source = processor.Run?.Settings.Pipeline.SourceDescription;
        if (source is not null && statistics.Time is { } time)
        {
            builder.Add("time", TimeDocument.Create(statistics, time, source));
        }

        builder.Add("stages", Stages(statistics.Operators));
        builder.Add("explanation", Explanation(processor, statistics));
        return new(builder.ToDocument());
    }

    private static BsonArray Stages(IReadOnlyList<OperatorStatistics> operators)
    {
        var array = new BsonArrayBuilder();
        foreach (var item in operators)
        {
            array.Add(new BsonDocumentBuilder
            {
                { "name", item.Name },
                { "inputMessageCount", item.InputCount },
                { "outputMessageCount", item.OutputCount },
                { "dlqMessageCount", item.DeadLetterCount },
                { "droppedMessageCount", item.DroppedCount },
            }.ToDocument());
        }

        return array.ToArray();
    }

    private static BsonArray Explanation(StreamProcessor processor, TaskStatistics statistics)
    {
        var array = new BsonArrayBuilder();
        if (processor.Run is not { } run)
        {
            array.Add("The processor does not run; what it had open when it stopped is read again when it starts.");
        }
        else if (statistics.Time is { } time)
        {
            foreach (var sentence in TimeExplanation.Of(statistics, time, run.Settings.Pipeline.SourceDescription))
            {
                array.Add(sentence);
            }
        }
        else
        {
            array.Add("The pipeline has no window: documents leave it as they come.");
        }

        return array.ToArray();
    }
}

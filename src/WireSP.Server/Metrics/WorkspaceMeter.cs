using System.Diagnostics.Metrics;
using WireSP.Server.Workspace;
using WireSP.Streaming.Tasks;

namespace WireSP.Server.Metrics;

/// <summary>
/// The workspace's instruments. All are observed when somebody asks: a document costs nothing more for being measured.
/// </summary>
internal sealed class WorkspaceMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "WireSP";

    private readonly Meter _meter = new(Name);
    private readonly StreamWorkspace _workspace;

    /// <summary>Creates the instruments of a workspace.</summary>
    public WorkspaceMeter(StreamWorkspace workspace, Func<int> connections)
    {
        _workspace = workspace;
        _meter.CreateObservableGauge("wiresp_connections", connections, description: "Open client connections");
        _meter.CreateObservableGauge(
            "wiresp_sample_cursors", () => workspace.Cursors.Count, description: "Open sample cursors");
        _meter.CreateObservableGauge(
            "wiresp_stream_processors", CountStates, description: "Stream processors by state");
        Observe("input_message_count", "Documents taken from the source", statistics => statistics.InputCount);
        Observe("input_message_bytes", "Bytes taken from the source", statistics => statistics.InputBytes);
        Observe("output_message_count", "Documents put out", statistics => statistics.OutputCount);
        Observe("output_message_bytes", "Bytes put out", statistics => statistics.OutputBytes);
        Observe("dlq_message_count", "Dead letters", statistics => statistics.DeadLetterCount);
        Observe("dlq_message_bytes", "Bytes of dead letters", statistics => statistics.DeadLetterBytes);
        _meter.CreateObservableGauge(
            "wiresp_stream_processor_state_bytes",
            () => Measure(statistics => statistics.StateBytes),
            description: "Bytes of window and other state");
        _meter.CreateObservableGauge(
            "wiresp_stream_processor_memory_bytes",
            () => Measure(statistics => statistics.StateBytes + statistics.SpareBytes),
            description: "Bytes of state, and of memory that closed windows left to be used again");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Observe(string name, string description, Func<TaskStatistics, long> read) =>
        _meter.CreateObservableCounter(
            $"wiresp_stream_processor_{name}", () => Measure(read), description: description);

    private IEnumerable<Measurement<long>> Measure(Func<TaskStatistics, long> read) =>
        from processor in _workspace.Processors
        where !processor.IsEphemeral
        select new Measurement<long>(
            read(processor.Statistics), new KeyValuePair<string, object?>("processor", processor.Name));

    private IEnumerable<Measurement<int>> CountStates() =>
        from processor in _workspace.Processors
        where !processor.IsEphemeral
        group processor by processor.State into states
        select new Measurement<int>(states.Count(), new KeyValuePair<string, object?>("state", states.Key));
}

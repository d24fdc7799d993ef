namespace WireSP.Streaming.Tasks;

/// <content>Adds the totals of earlier attempts.</content>
public sealed partial record TaskStatistics
{
    /// <summary>
    /// These statistics with an earlier attempt's totals added; what describes the present stays as it is.
    /// </summary>
    public TaskStatistics After(TaskStatistics? earlier)
    {
        if (earlier is null)
        {
            return this;
        }

        List<OperatorStatistics> operators = [];
        for (var i = 0; i < Operators.Count; i++)
        {
            // After a change of the pipeline the places no longer mean the same operators.
            var same = i < earlier.Operators.Count && earlier.Operators[i].Name == Operators[i].Name;
            operators.Add(same ? Operators[i].After(earlier.Operators[i]) : Operators[i]);
        }

        return this with
        {
            InputCount = InputCount + earlier.InputCount,
            InputBytes = InputBytes + earlier.InputBytes,
            OutputCount = OutputCount + earlier.OutputCount,
            OutputBytes = OutputBytes + earlier.OutputBytes,
            DeadLetterCount = DeadLetterCount + earlier.DeadLetterCount,
            DeadLetterBytes = DeadLetterBytes + earlier.DeadLetterBytes,
            LastInputMs = LastInputMs ?? earlier.LastInputMs,
            WatermarkMs = WatermarkMs ?? earlier.WatermarkMs,
            Operators = operators,
        };
    }
}

using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Tasks;

/// <summary>Puts a task's statistics together from the counters of its loops, while these run.</summary>
internal static class TaskStatisticsReader
{
    /// <summary>The statistics, with those of earlier attempts added.</summary>
    public static TaskStatistics Read(
        CompiledPipeline pipeline, OperatorChain chain, SourceLoop source, ChainLoop operators, SinkLoop sink)
    {
        var collected = chain.Operators[^1];
        List<OperatorStatistics> rows =
        [
            new(pipeline.Source.OperatorName)
            {
                InputCount = chain.InputCount,
                InputBytes = chain.InputBytes,
                OutputCount = chain.Operators[0].InputCount,
                OutputBytes = chain.Operators[0].InputBytes,
                DeadLetterCount = chain.RefusedCount,
                DeadLetterBytes = chain.RefusedBytes,
                ExecutionTime = source.ExecutionTime,
                Details = source.OperatorStatistics,
            },
        ];
        AddOperators(chain, operators.ExecutionTime, rows);
        if (pipeline.Sink is { } factory)
        {
            rows.Add(new OperatorStatistics(factory.OperatorName)
            {
                InputCount = collected.InputCount,
                InputBytes = collected.InputBytes,
                OutputCount = sink.Count - sink.Failures.Count,
                OutputBytes = sink.Bytes - sink.Failures.Bytes,
                DeadLetterCount = sink.Failures.Count,
                DeadLetterBytes = sink.Failures.Bytes,
                ExecutionTime = sink.ExecutionTime,
            });
        }

        return new TaskStatistics
        {
            InputCount = chain.InputCount,
            InputBytes = chain.InputBytes,
            OutputCount = sink.Count - sink.Failures.Count,
            OutputBytes = sink.Bytes - sink.Failures.Bytes,
            DeadLetterCount = chain.Output.DeadLetterCount + sink.Failures.Count,
            DeadLetterBytes = chain.Output.DeadLetterBytes + sink.Failures.Bytes,
            StateBytes = chain.PublishedStateBytes,
            SpareBytes = chain.PublishedSpareBytes,
            WatermarkMs = chain.WatermarkMs,
            LastInputMs = chain.LastInputMs,
            Time = chain.DescribeTime(),
            Latency = sink.Latency,
            Operators = rows,
            Source = source.Statistics,
        };
    }

    /// <summary>Adds a row for each operator between source and sink.</summary>
    public static void AddOperators(OperatorChain chain, TimeSpan spent, List<OperatorStatistics> rows)
    {
        long taken = 0;
        long others = chain.PublishedCacheBytes;
        for (var i = 0; i < chain.Operators.Count - 1; i++)
        {
            taken += chain.Operators[i].InputCount;
            others += ReferenceEquals(chain.Operators[i], chain.Window) ? 0 : chain.Operators[i].ScriptBytes;
        }

        for (var i = 0; i < chain.Operators.Count - 1; i++)
        {
            var one = chain.Operators[i];
            var next = chain.Operators[i + 1];
            var isWindow = ReferenceEquals(one, chain.Window);
            var enrichment = one as EnrichOperator;
            rows.Add(new OperatorStatistics(one.Name)
            {
                InputCount = one.InputCount,
                InputBytes = one.InputBytes,
                OutputCount = next.InputCount,
                OutputBytes = next.InputBytes,
                DeadLetterCount = one.TotalDeadLetterCount,
                DeadLetterBytes = one.TotalDeadLetterBytes,
                DroppedCount = one.DroppedCount,
                // A batch that is under way may have made an engine that is not published yet.
                StateBytes = isWindow ? Math.Max(0, chain.PublishedStateBytes - others)
                    : (enrichment?.PublishedBytes ?? 0) + one.ScriptBytes,
                MemoryBytesMax = isWindow ? chain.PublishedMemoryBytesMax
                    : (enrichment?.PublishedBytesMax ?? 0) + one.ScriptBytes,
                ExecutionTime = (enrichment?.WaitedTime ?? TimeSpan.Zero)
                    + (taken == 0 ? TimeSpan.Zero : spent * ((double)one.InputCount / taken)),
                Cache = enrichment?.Cache,
                ThrottledTime = (one as ThrottleOperator)?.ThrottledTime,
                ThrottleEvents = (one as ThrottleOperator)?.ThrottleEvents ?? 0,
                OldestWindowStartMs = isWindow ? chain.PublishedOldestWindowMs : null,
                NewestWindowStartMs = isWindow ? chain.PublishedNewestWindowMs : null,
            });
        }
    }
}

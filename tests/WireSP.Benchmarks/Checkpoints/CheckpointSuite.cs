using System.Diagnostics;
using WireSP.Benchmarks.Documents;
using WireSP.TestKit.Clients;

namespace WireSP.Benchmarks.Checkpoints;

/// <summary>
/// Measures checkpoints of a window with a million keys: how long documents wait, how long the disk is at it against
/// what the disk itself takes, what one changed key of a hundred costs, and how soon a task is back.
/// </summary>
internal sealed class CheckpointSuite(Effort effort) : IDisposable
{
    private const int Recoveries = 3;

    // A pause that comes now and then is seen among so many.
    private const int PausesMin = 40;

    // A key, a count and a sum, eight bytes each: what is held against the disk is what there is to keep, so that fewer
    // bytes on the disk are a gain and not a loss.
    private const long StateBytes = KeyedDocuments.Keys * 3L * sizeof(long);

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true };
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(3);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Measures everything.</summary>
    /// <param name="report">Receives the lines.</param>
    /// <param name="check">Receives what is gated.</param>
    public async Task RunAsync(Action<ReportLine> report, Action<string, double> check)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(check);
        var limit = new DiskLimit(_folder.FullPath);
        long sizeBytes;
        await using (var task = await CheckpointedTask.StartAsync(_folder.FullPath))
        {
            var all = KeyedDocuments.OfIntegers();
            await task.Source.FeedAsync(all, passes: 2);
            await MeasureAtRestAsync(task, all, limit, report);
            sizeBytes = await MeasureAllAsync(task, all, limit, report, check);
            await MeasureFewAsync(task, limit, sizeBytes, report, check);
            await MeasureLossAsync(task, all, report, check);

            // What is recovered is the state and not how it came about.
            await task.Source.FeedAsync(all, passes: 1);
            _ = await task.CheckpointAsync();
        }

        await MeasureRecoveryAsync(limit, sizeBytes, report, check);
        await MeasureKillAsync(report, check);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    // After all keys have changed, while nothing comes in: what a checkpoint costs by itself.
    private async Task MeasureAtRestAsync(
        CheckpointedTask task, DocumentSet all, DiskLimit limit, Action<ReportLine> report)
    {
        List<double> processor = [];
        List<double> durations = [];
        List<double> ratios = [];
        for (var round = 0; round < effort.Rounds; round++)
        {
            await task.Source.FeedAsync(all, passes: 1);
            var before = Environment.CpuUsage.TotalTime;
            var taken = await task.CheckpointAsync();
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            durations.Add(taken.Duration.TotalMilliseconds);
            ratios.Add(taken.Duration / limit.Write(StateBytes));
        }

        report(new ReportLine("checkpoint at rest")
            .Add("keys", KeyedDocuments.Keys)
            .Add("processorMs", Rounded(Median(processor)))
            .Add("durationMs", Rounded(Median(durations)))
            .Add("durationMsMin", Rounded(durations.Min()))
            .Add("ratioToDisk", Rounded(Median(ratios)))
            .Add("ratioToDiskMin", Rounded(ratios.Min())));
    }

    // While documents of all keys come in.
    private async Task<long> MeasureAllAsync(
        CheckpointedTask task,
        DocumentSet all,
        DiskLimit limit,
        Action<ReportLine> report,
        Action<string, double> check)
    {
        _ = task.Source.FeedAsync(all);
        List<double> pauses = [];
        List<double> durations = [];
        List<double> ratios = [];
        long sizeBytes = 0;
        var collections = GC.CollectionCount(GC.MaxGeneration);
        for (var round = 0; round < Math.Max(PausesMin, effort.Rounds); round++)
        {
            var before = task.Source.Count;
            while (task.Source.Count < before + (2L * all.Count))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }

            var taken = await task.CheckpointAsync();
            sizeBytes = taken.SizeBytes;
            pauses.Add(taken.Pause.TotalMilliseconds);
            durations.Add(taken.Duration.TotalMilliseconds);
            ratios.Add(taken.Duration / limit.Write(StateBytes));
        }

        var copy = DiskLimit.Copy(task.StateBytes).TotalMilliseconds;
        report(new ReportLine("checkpoint all keys")
            .Add("keys", KeyedDocuments.Keys)
            .Add("sizeBytes", sizeBytes)
            .Add("pauseMs", Rounded(Median(pauses)))
            .Add("pauseMsLong", Rounded(NearlyLongest(pauses)))
            .Add("pauseMsMax", Rounded(pauses.Max()))
            .Add("collections", GC.CollectionCount(GC.MaxGeneration) - collections)
            .Add("ratioToCopy", Rounded(Median(pauses) / copy))
            .Add("durationMs", Rounded(Median(durations)))
            .Add("ratioToDisk", Rounded(Median(ratios))));
        check("checkpoint.pause.ms", Median(pauses));
        check("checkpoint.long pause.ms", NearlyLongest(pauses));
        check("checkpoint.disk", Median(ratios));
        return sizeBytes;
    }

    // While documents of one key of a hundred come in.
    private async Task MeasureFewAsync(
        CheckpointedTask task,
        DiskLimit limit,
        long sizeBytes,
        Action<ReportLine> report,
        Action<string, double> check)
    {
        var few = KeyedDocuments.OfFewIntegers();
        await task.Source.FeedAsync(few, passes: 2);
        _ = await task.CheckpointAsync();
        List<double> durations = [];
        List<double> shares = [];
        List<double> ratios = [];
        for (var round = 0; round < effort.Rounds; round++)
        {
            await task.Source.FeedAsync(few, passes: 1);
            var taken = await task.CheckpointAsync();
            durations.Add(taken.Duration.TotalMilliseconds);
            shares.Add(taken.WrittenBytes / (double)sizeBytes);
            ratios.Add(taken.Duration / limit.Write(taken.WrittenBytes));
        }

        report(new ReportLine("checkpoint few keys")
            .Add("changedKeys", few.Count)
            .Add("durationMs", Rounded(Median(durations)))
            .Add("ratioToDisk", Rounded(Median(ratios)))
            .Add("shareOfFull", Math.Round(shares.Average(), 4)));
        check("checkpoint.few.share", shares.Average());
    }

    private static async Task MeasureLossAsync(
        CheckpointedTask task, DocumentSet all, Action<ReportLine> report, Action<string, double> check)
    {
        _ = task.Source.FeedAsync(all);
        List<double> losses = [];
        for (var round = 0; round < 3; round++)
        {
            var without = await RateAsync(task, takesCheckpoints: false);
            var with = await RateAsync(task, takesCheckpoints: true);
            losses.Add(1 - (with / without));
        }

        report(new ReportLine("checkpoint every second").Add("throughputLoss", Math.Round(Median(losses), 3)));
        check("checkpoint.loss.share", Median(losses));
    }

    private static async Task<double> RateAsync(CheckpointedTask task, bool takesCheckpoints)
    {
        var count = task.Source.Count;
        var began = Stopwatch.GetTimestamp();
        for (var next = TimeSpan.FromSeconds(1); next <= Stretch; next += TimeSpan.FromSeconds(1))
        {
            if (takesCheckpoints)
            {
                _ = await task.CheckpointAsync();
            }

            var left = next - Stopwatch.GetElapsedTime(began);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System);
        }

        return (task.Source.Count - count) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    // From the start of a task to the first result of the window that it finds open.
    private async Task MeasureRecoveryAsync(
        DiskLimit limit, long sizeBytes, Action<ReportLine> report, Action<string, double> check)
    {
        _ = limit.Write(sizeBytes);
        List<double> durations = [];
        List<double> ratios = [];
        for (var round = 0; round < Recoveries; round++)
        {
            var folder = Copy(round);
            var began = Stopwatch.GetTimestamp();
            await using var task = await CheckpointedTask.StartAsync(folder);
            _ = task.Source.FeedAsync(KeyedDocuments.Later(), passes: 1);
            var duration = Stopwatch.GetElapsedTime(began, await task.FirstOutputAsync());
            durations.Add(duration.TotalMilliseconds);
            ratios.Add(duration / limit.Read());
        }

        report(new ReportLine("recovery")
            .Add("keys", KeyedDocuments.Keys)
            .Add("firstOutputMs", Rounded(Median(durations)))
            .Add("ratioToRead", Rounded(Median(ratios))));
        check("recovery.ms", Median(durations));
    }

    // From the end of a server to the first result of the one that is started in its place.
    private static async Task MeasureKillAsync(Action<ReportLine> report, Action<string, double> check)
    {
        using var server = new KilledServer();
        await server.PrepareAsync();
        List<double> durations = [];
        for (var round = 0; round < Recoveries; round++)
        {
            durations.Add((await server.MeasureAsync(round)).TotalMilliseconds);
        }

        report(new ReportLine("recovery after kill -9")
            .Add("keys", KeyedDocuments.Keys)
            .Add("firstOutputMs", Rounded(Median(durations))));
        check("recovery.kill.ms", Median(durations));
    }

    private string Copy(int round)
    {
        var target = Path.Combine(_folder.FullPath, $"copy{round}");
        _ = Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(_folder.FullPath, "workspace.db*"))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder.FullPath, "checkpoints"), "*", Deep))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(_folder.FullPath, file));
            _ = Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    // Of twenty, nineteen are no longer: the longest of all tells of the machine as often as of us.
    private static double NearlyLongest(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[(sorted.Count * 19 / 20) - 1];
    }

    private static double Rounded(double value) => Math.Round(value, 2);
}

using System.Diagnostics;
using System.Globalization;
using WireSP.TestKit.Clients;

namespace WireSP.Benchmarks.Wire;

/// <summary>
/// Storms of small commands against the real server, and in turns against a C server that does nothing but answer as
/// many bytes: what is missing to its speed is ours.
/// </summary>
internal sealed class StormSuite(Effort effort)
{
    private const int Rounds = 5;

    /// <summary>Runs the storms; hands each line to the caller with its ratio to the C server.</summary>
    /// <returns>Why nothing was measured; null when all went well.</returns>
    public string? Run(int[] connectionCounts, Action<string, int, ReportLine, double> report)
    {
        using var folder = new TemporaryFolder();
        var echo = NativeProgram.Build("echo", folder.FullPath);
        var storm = NativeProgram.Build("storm", folder.FullPath);
        return echo is null || storm is null
            ? "there is no C compiler"
            : RunAsync(echo, storm, connectionCounts, report).GetAwaiter().GetResult();
    }

    private async Task<string?> RunAsync(
        string echo, string storm, int[] connectionCounts, Action<string, int, ReportLine, double> report)
    {
        using var data = new TemporaryFolder();
        await using var server = await WorkspaceProcess.StartAsync(data.FullPath);
        var port = int.Parse(server.Address.Split(':')[1], CultureInfo.InvariantCulture);
        foreach (var command in (string[])["ping", "hello"])
        {
            var message = WireMessage.Of($$"""{"{{command}}": 1, "$db": "admin"}""");
            var replyLength = WireMessage.ReplyLength(port, message);
            using var peer = NativeProgram.Start(echo, $"{replyLength}");
            var peerPort = int.Parse(peer.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            foreach (var connections in connectionCounts)
            {
                Measure(
                    seconds => Storm(storm, port, connections, seconds, message, server.ProcessId),
                    seconds => Storm(storm, peerPort, connections, seconds, message, peer.Id),
                    (line, ratio) => report(
                        command, connections, line.Add("replyBytes", replyLength), ratio),
                    $"{command} {connections}");
            }

            peer.StandardInput.Close();
            peer.WaitForExit();
        }

        return null;
    }

    private void Measure(
        Func<double, StormRun> ours, Func<double, StormRun> peers, Action<ReportLine, double> report, string name)
    {
        var seconds = effort.StormSeconds / Rounds;
        _ = ours(effort.StormSeconds / 2);
        var runs = new List<StormRun>();
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var peer = peers(seconds);
            var run = ours(seconds);
            runs.Add(run);
            ratios.Add(run.RequestsPerSecond / peer.RequestsPerSecond);
        }

        var median = runs.OrderBy(run => run.RequestsPerSecond).ElementAt(Rounds / 2);
        var ratio = ratios.Order().ElementAt(Rounds / 2);
        report(
            new ReportLine(name)
                .Add("requestsPerSecond", Math.Round(median.RequestsPerSecond))
                .Add("serverMicrosecondsPerRequest", Math.Round(median.ServerMicroseconds, 2))
                .Add("p50Microseconds", median.P50Microseconds)
                .Add("p99Microseconds", median.P99Microseconds)
                .Add("ratioToEcho", Math.Round(ratio, 3)),
            ratio);
    }

    private static StormRun Storm(
        string program, int port, int connections, double seconds, byte[] message, int serverId)
    {
        var before = ProcessorSeconds(serverId);
        using var storm = NativeProgram.Start(
            program, $"{port}", $"{connections}", seconds.ToString(CultureInfo.InvariantCulture));
        storm.StandardInput.BaseStream.Write(message);
        storm.StandardInput.Close();
        var fields = storm.StandardOutput.ReadToEnd().Split(' ');
        storm.WaitForExit();
        var numbers = Array.ConvertAll(fields, field => double.Parse(field, CultureInfo.InvariantCulture));
        var used = ProcessorSeconds(serverId) - before;
        return new StormRun(numbers[0] / numbers[1], numbers[2], numbers[3], used * 1e6 / Math.Max(numbers[0], 1));
    }

    private static double ProcessorSeconds(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime.TotalSeconds;
    }
}

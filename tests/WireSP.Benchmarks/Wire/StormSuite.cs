using System.Globalization;
using WireSP.TestKit.Clients;

namespace WireSP.Benchmarks.Wire;

/// <summary>
/// Storms of small commands against the real server, and in turns against a C server that does nothing but answer as
/// many bytes: what is missing to its speed is ours.
/// </summary>
internal sealed class StormSuite(Effort effort)
{
    private const int Rounds = 9;
    private const int AttemptsMax = 3;
    private const string Configuration =
        """{ "Limits": { "Connections": 2000, "ConnectionsPerAddress": 2000 } }""";

    private static readonly string[] Commands = ["ping", "hello"];

    /// <summary>Runs the storms.</summary>
    /// <param name="connectionCounts">Connections at one time; each count is a storm of its own.</param>
    /// <param name="isReached">Whether a result is good; one that is not is measured again, as the machine may just
    /// have been busy.</param>
    /// <param name="report">Takes the results.</param>
    /// <returns>Why nothing was measured; null when all went well.</returns>
    public string? Run(int[] connectionCounts, Predicate<StormResult> isReached, Action<StormResult> report)
    {
        using var folder = new TemporaryFolder();
        var echo = NativeProgram.Build("echo", folder.FullPath);
        var storm = NativeProgram.Build("storm", folder.FullPath);
        if (echo is null || storm is null)
        {
            return "there is no C compiler";
        }

        RunAsync(echo, storm, connectionCounts, isReached, report).GetAwaiter().GetResult();
        return null;
    }

    private async Task RunAsync(
        string echo,
        string storm,
        int[] connectionCounts,
        Predicate<StormResult> isReached,
        Action<StormResult> report)
    {
        using var folder = new TemporaryFolder();
        await using var server = await WorkspaceProcess.StartAsync(folder.FullPath, Configuration);
        var port = int.Parse(server.Address.Split(':')[1], CultureInfo.InvariantCulture);
        foreach (var command in Commands)
        {
            var message = WireMessage.Of($$"""{"{{command}}": 1, "$db": "admin"}""");
            var replyBytes = WireMessage.ReplyLength(port, message);
            using var peer = NativeProgram.Start(echo, $"{replyBytes}");
            var peerPort = int.Parse(peer.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            foreach (var connections in connectionCounts)
            {
                StormResult result;
                var attempts = 0;
                do
                {
                    result = Measure(
                        seconds => Storm(storm, port, connections, seconds, message, server.ProcessId),
                        seconds => Storm(storm, peerPort, connections, seconds, message, peer.Id))
                        with
                    { Command = command, Connections = connections, ReplyBytes = replyBytes };
                }
                while (++attempts < AttemptsMax && !isReached(result));

                report(result);
            }

            peer.StandardInput.Close();
            peer.WaitForExit();
        }
    }

    private StormResult Measure(Func<double, StormRun> ours, Func<double, StormRun> peers)
    {
        var seconds = effort.StormSeconds / Rounds;
        _ = ours(effort.StormSeconds);
        var runs = new List<StormRun>();
        var peerRuns = new List<StormRun>();
        for (var round = 0; round < Rounds; round++)
        {
            peerRuns.Add(peers(seconds));
            runs.Add(ours(seconds));
        }

        var ratios = runs.Zip(peerRuns, (run, peer) => run.RequestsPerSecond / peer.RequestsPerSecond);
        return new StormResult(
            "",
            0,
            runs.OrderBy(run => run.RequestsPerSecond).ElementAt(Rounds / 2),
            0,
            ratios.Order().ElementAt(Rounds / 2),
            Microseconds(runs),
            Microseconds(peerRuns));
    }

    private static double Microseconds(List<StormRun> runs) =>
        runs.Sum(run => run.ServerSeconds) * 1e6 / Math.Max(1, runs.Sum(run => run.Requests));

    private static StormRun Storm(
        string program, int port, int connections, double seconds, byte[] message, int serverId)
    {
        var before = ProcessorTime.Seconds(serverId);
        using var storm = NativeProgram.Start(
            program, $"{port}", $"{connections}", seconds.ToString(CultureInfo.InvariantCulture));
        storm.StandardInput.BaseStream.Write(message);
        storm.StandardInput.Close();
        var fields = storm.StandardOutput.ReadToEnd().Split(' ');
        storm.WaitForExit();
        var numbers = Array.ConvertAll(fields, field => double.Parse(field, CultureInfo.InvariantCulture));
        return new StormRun(
            numbers[0], numbers[1], numbers[2], numbers[3], ProcessorTime.Seconds(serverId) - before);
    }
}

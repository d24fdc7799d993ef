using System.Globalization;
using WireSP.TestKit;
using WireSP.TestKit.Clients;

namespace WireSP.Benchmarks.Peers;

/// <summary>Runs a listener to a change stream on Node, when it and the driver are there.</summary>
internal static class ChangeListener
{
    /// <summary>Brings so many changes into a collection.</summary>
    /// <param name="uri">The server.</param>
    /// <param name="time">Where the change stream begins, a BSON timestamp.</param>
    /// <param name="into">The collection.</param>
    /// <param name="documents">After so many it ends.</param>
    /// <param name="reason">Why it could not be run; empty when it was.</param>
    /// <returns>Seconds, and seconds of Node's own processor time; null when it could not be run.</returns>
    public static (double Seconds, double CpuSeconds)? Run(
        string uri, ulong time, string into, int documents, out string reason)
    {
        var clients = Repository.PathTo("tests/clients");
        if (!Directory.Exists(Path.Combine(clients, "node_modules", "mongodb")))
        {
            reason = "tests/clients/node_modules has no mongodb; tests/run.sh installs it";
            return null;
        }

        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Peers", "change-listener.mjs"), clients, uri, Text(time >> 32),
            Text((uint)time), into, Text((ulong)documents),
        ];
        try
        {
            var result = ClientProgram.RunAsync("node", arguments).GetAwaiter().GetResult();
            reason = result.ExitStatus == 0 ? "" : $"node ended with {result.ExitStatus}: {result.Error.Trim()}";
            var fields = result.Output.Split(' ');
            return reason.Length > 0 ? null : (Number(fields[0]) / 1e3, Number(fields[1]) / 1e6);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            reason = $"node does not start: {error.Message}";
            return null;
        }
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

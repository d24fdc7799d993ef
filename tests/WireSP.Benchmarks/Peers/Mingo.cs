using System.Globalization;
using WireSP.Benchmarks.Documents;
using WireSP.TestKit;
using WireSP.TestKit.Clients;

namespace WireSP.Benchmarks.Peers;

/// <summary>Runs a query by mingo on Node, when both are there.</summary>
internal static class Mingo
{
    /// <summary>Whether the peer has the query.</summary>
    public static bool Knows(string query) => query is "q1" or "q12" or "route";

    /// <summary>Nanoseconds of processor time a document; null, with a reason, when it could not be run.</summary>
    public static double? Measure(string query, DocumentSet input, double seconds, out string reason)
    {
        var clients = Repository.PathTo("tests/clients");
        if (!Directory.Exists(Path.Combine(clients, "node_modules", "mingo")))
        {
            reason = "tests/clients/node_modules has no mingo; tests/run.sh installs it";
            return null;
        }

        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, input.Bytes);
            return Run([Script(), clients, file, query, seconds.ToString(CultureInfo.InvariantCulture)], out reason);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            reason = $"node does not start: {error.Message}";
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Script() => Path.Combine(AppContext.BaseDirectory, "Peers", "mingo.mjs");

    private static double? Run(string[] arguments, out string reason)
    {
        var result = ClientProgram.RunAsync("node", arguments).GetAwaiter().GetResult();
        if (result.ExitStatus != 0)
        {
            reason = $"node ended with {result.ExitStatus}: {result.Error.Trim()}";
            return null;
        }

        reason = "";
        var fields = result.Output.Split(' ');
        return double.Parse(fields[1], CultureInfo.InvariantCulture)
            / double.Parse(fields[0], CultureInfo.InvariantCulture);
    }
}

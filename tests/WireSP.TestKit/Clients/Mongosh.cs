using System.Text.Json;
using Xunit;

namespace WireSP.TestKit.Clients;

/// <summary>The real mongosh, for a script or in a terminal, with a home folder of its own.</summary>
public static class Mongosh
{
    private const string Script = "tests/clients/node_modules/mongosh/bin/mongosh.js";
    private const string TerminalDriver = "tests/clients/terminal.py";

    /// <summary>Python of the system: the one that Debian's PyMongo belongs to.</summary>
    public const string SystemPython = "/usr/bin/python3";

    /// <summary>Evaluates an expression and prints its value, as <c>mongosh URI --eval</c> does.</summary>
    public static async Task<ProgramResult> EvaluateAsync(string uri, string expression, params string[] options)
    {
        using var home = Home();
        return await ClientProgram.RunAsync(
            "node", [Program(), uri, "--norc", "--quiet", "--eval", expression, .. options], Environment(home));
    }

    /// <summary>Types into mongosh as a person does and returns what the terminal showed.</summary>
    /// <param name="uri">Where to connect to.</param>
    /// <param name="steps">What to wait for and what to type.</param>
    /// <param name="options">Further options of mongosh.</param>
    /// <param name="nodeOptions">The variable <c>NODE_OPTIONS</c>.</param>
    public static async Task<string> TypeAsync(
        string uri, IEnumerable<TerminalStep> steps, string[]? options = null, string nodeOptions = "")
    {
        using var home = Home();
        var file = home.Write("steps.json", JsonSerializer.Serialize(steps.Select(step => step.ToFields())));
        var environment = Environment(home);
        environment["NODE_OPTIONS"] = nodeOptions;
        var result = await ClientProgram.RunAsync(
            SystemPython,
            [Repository.PathTo(TerminalDriver), file, "node", Program(), uri, "--norc", .. options ?? []],
            environment);
        return result.Succeeded().Output;
    }

    private static string Program()
    {
        var path = Repository.PathTo(Script);
        Assert.True(File.Exists(path), "mongosh is not there: tests/run.sh fetches it");
        return path;
    }

    private static TemporaryFolder Home()
    {
        var home = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(home.FullPath, ".mongodb", "mongosh"));
        home.Write(".mongodb/mongosh/config", """{"enableTelemetry":false,"disableGreetingMessage":true}""");
        return home;
    }

    // A dumb terminal has mongosh print plain text instead of redrawing its line at every key.
    private static Dictionary<string, string> Environment(TemporaryFolder home) =>
        new() { ["HOME"] = home.FullPath, ["TERM"] = "dumb" };
}

using System.CommandLine;
using System.CommandLine.Parsing;
using WireSP.Bson;
using WireSP.Server.PipelineTests;

namespace WireSP.Server.Cli;

/// <summary><c>wiresp test</c>: runs pipelines against given input on a simulated clock.</summary>
internal static class TestCommand
{
    /// <summary>Everything passed.</summary>
    public const int ExitPassed = 0;

    /// <summary>A test failed.</summary>
    public const int ExitFailed = 1;

    /// <summary>A file cannot be used, or its pipeline is not valid.</summary>
    public const int ExitUnusable = 2;

    private static readonly Argument<string[]> Files = FilesArgument();

    private static readonly Option<string> Filter = new("--filter")
    {
        Description = "Run only tests whose name has this in it",
    };

    private static readonly Option<bool> Update = new("--update")
    {
        Description = "Write what comes out into the files as what is expected",
    };

    private static readonly Option<string> JUnit = new("--junit") { Description = "Write a JUnit report to this file" };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "test",
            "Runs the tests of pipelines on a simulated clock. Exit code 1: a test failed; 2: a file cannot be used.")
        {
            Files, Filter, Update, JUnit, ServeCommand.NoScripting,
        };
        command.SetAction(arguments =>
        {
            ServeCommand.ForbidScripting(arguments.GetValue(ServeCommand.NoScripting));
            var run = new TestCommandRun(Console.Out, Console.Error, HasColours())
            {
                Filter = arguments.GetValue(Filter),
                IsUpdate = arguments.GetValue(Update),
                JUnitFile = arguments.GetValue(JUnit),
            };
            return run.Run(arguments.GetValue(Files)!);
        });
        return command;
    }

    /// <summary>The argument of commands that read files.</summary>
    public static Argument<string[]> FilesArgument()
    {
        var files = new Argument<string[]>("FILE")
        {
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => ["."],
            Description = $"Files, folders (all *{TestFileFinder.Suffix} below) and globs; the current folder if none",
        };
        // What looks like an option would otherwise be looked for as a file.
        files.Validators.Add(result =>
        {
            var options = ((CommandResult)result.Parent!).Command.Options.Select(option => option.Name);
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            {
                result.AddError($"Unrecognized option '{token.Value}'.{NearestName.Hint(token.Value, options)}");
            }
        });
        return files;
    }

    // https://no-color.org
    private static bool HasColours() =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}

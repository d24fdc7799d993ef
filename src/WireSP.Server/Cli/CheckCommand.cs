using System.CommandLine;
using WireSP.Server.Configuration;
using WireSP.Server.PipelineTests;
using WireSP.Server.Workspace;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.Cli;

/// <summary><c>wiresp check</c>: tells everything that is wrong with pipelines, without running them.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string[]> Files = TestCommand.FilesArgument();

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "check",
            "Checks pipelines as validateStreamProcessor does. Exit code 2: one is not valid or a file cannot be used. "
                + "With --config the connections are those of the configuration, which also says whether JavaScript "
                + "is refused.")
        {
            Files, ServeCommand.ConfigurationFile, ServeCommand.NoScripting,
        };
        command.SetAction(arguments =>
        {
            ServeCommand.ForbidScripting(arguments.GetValue(ServeCommand.NoScripting));
            return Run(
                arguments.GetValue(Files)!,
                arguments.GetValue(ServeCommand.ConfigurationFile),
                Console.Out,
                Console.Error);
        });
        return command;
    }

    /// <summary>Checks files and tells what is wrong.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(
        IEnumerable<string> arguments, string? configuration, TextWriter output, TextWriter errors)
    {
        ConnectionRegistry? connections = null;
        try
        {
            connections = configuration is null ? null : Configure(configuration);
        }
        catch (StartException problem)
        {
            errors.WriteLine(problem.Message);
            return TestCommand.ExitUnusable;
        }

        List<TestFileException> missing = [];
        var paths = TestFileFinder.Find(arguments, missing);
        missing.ForEach(problem => errors.WriteLine(problem.Message));
        var passed = paths.Count(path => IsValid(path, connections, output, errors));
        var failed = paths.Count - passed + missing.Count;
        output.WriteLine($"{passed} passed, {failed} failed");
        return failed > 0 ? TestCommand.ExitUnusable : TestCommand.ExitPassed;
    }

    private static bool IsValid(
        string path, IConnectionRegistry? connections, TextWriter output, TextWriter errors)
    {
        try
        {
            List<PipelineProblem> problems = [];
            _ = PipelineCheck.Compile(TestFileReader.Read(path).Processor, connections, problems);
            foreach (var problem in problems)
            {
                output.WriteLine($"{path}: {PipelineCheck.Show(problem)}");
            }

            return problems.Count == 0;
        }
        catch (TestFileException exception)
        {
            foreach (var text in exception.Problems)
            {
                errors.WriteLine($"{exception.Path}: {text}");
            }

            return false;
        }
    }

    private static ConnectionRegistry Configure(string configuration)
    {
        var settings = SettingsReader.Read(configuration, new Dictionary<string, string?>());
        if (settings.NoScripting)
        {
            ServeCommand.ForbidScripting(true);
        }

        return new ConnectionRegistry([.. WorkspaceFactory.DefaultConnections, .. settings.Connections]);
    }
}

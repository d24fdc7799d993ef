using System.CommandLine;
using WireSP.Bson;
using WireSP.Server.Cli;
using WireSP.Server.Configuration;

namespace WireSP.Server;

/// <summary>
/// The program <c>wiresp</c>. What cannot work ends with one line on standard error and an exit code.
/// </summary>
internal static class Program
{
    private const int ExitCannotStart = 1;

    private const int ExitBadCommandLine = 2;

    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("WireSP, a stream-processing workspace that mongosh and drivers connect to.")
        {
            CheckCommand.Create(), ServeCommand.Create(), TestCommand.Create(), UserCommand.Create(),
            VersionCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var unknown = parsed.UnmatchedTokens.Count == 0 ? "" : parsed.UnmatchedTokens[0];
            var known = parsed.CommandResult.Command.Options.Select(option => option.Name)
                .Concat(parsed.CommandResult.Command.Subcommands.Select(command => command.Name));
            await Console.Error.WriteLineAsync(
                $"wiresp: {parsed.Errors[0].Message}{NearestName.Hint(unknown, known)} See wiresp --help.");
            return ExitBadCommandLine;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,

                // Commands end by themselves: a server that brings checkpoints to the disk takes its time.
                ProcessTerminationTimeout = null,
            });
        }
        catch (StartException exception)
        {
            await Console.Error.WriteLineAsync($"wiresp: {exception.Message}");
            return ExitCannotStart;
        }
    }
}

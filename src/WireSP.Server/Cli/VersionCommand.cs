using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;

namespace WireSP.Server.Cli;

/// <summary><c>wiresp version</c>: says which release this is.</summary>
internal static class VersionCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("version", "Says which release this is.");
        command.SetAction(_ =>
        {
            var version = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
            Console.Out.WriteLine(
                $"wiresp {version?.InformationalVersion} ({RuntimeInformation.FrameworkDescription})");
            return 0;
        });
        return command;
    }
}

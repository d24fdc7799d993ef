using System.CommandLine;
using System.Runtime.InteropServices;
using WireSP.Expressions;
using WireSP.Server.Configuration;
using WireSP.Server.Hosting;

namespace WireSP.Server.Cli;

/// <summary><c>wiresp serve</c>: runs a workspace until SIGTERM or Ctrl-C.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Listen = Text("--listen", "Address of the wire protocol, 127.0.0.1:27017");

    private static readonly Option<string> Http = Text(
        "--http", "Address of health and metrics, 127.0.0.1:27080, or off");

    private static readonly Option<string> Directory = Text(
        "--data", "Data directory, ~/.local/share/wiresp; made when it is missing");

    private static readonly Option<string> LogFormat = Text("--log-format", "text or json");

    private static readonly Option<bool> Insecure = new("--insecure")
    {
        Description = "Allow an address that is open to other machines without users or TLS",
    };

    /// <summary>The configuration file; other commands take it too.</summary>
    public static readonly Option<string> ConfigurationFile = Text("--config", "Configuration file (JSON)");

    /// <summary>Whether JavaScript is refused; other commands take it too.</summary>
    public static readonly Option<bool> NoScripting = new("--noscripting")
    {
        Description = "Refuse pipelines that run JavaScript",
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("serve", "Runs a workspace until SIGTERM or Ctrl-C.")
        {
            Listen, Http, Directory, ConfigurationFile, LogFormat, Insecure, NoScripting,
        };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
        return command;
    }

    /// <summary>Says whether this process refuses JavaScript.</summary>
    public static void ForbidScripting(bool isForbidden) =>
        AppContext.SetSwitch(ScriptSwitch.IsForbidden, isForbidden);

    private static Option<string> Text(string name, string description) => new(name) { Description = description };

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        var file = arguments.GetValue(ConfigurationFile) ?? Environment.GetEnvironmentVariable("WIRESP__Config");
        var settings = SettingsReader.Read(file, ReadOptions(arguments));
        ForbidScripting(settings.NoScripting);
        await using var server = await StreamServer.StartAsync(settings, stop.Token);
        Announce(server.Address);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;

        void OnSignal(PosixSignalContext context)
        {
            // The default would end the process before processors have stopped.
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static Dictionary<string, string?> ReadOptions(ParseResult arguments)
    {
        var options = new Dictionary<string, string?>();
        foreach (var (key, option) in ((string, Option<string>)[])
            [("Listen", Listen), ("Http", Http), ("Data", Directory), ("LogFormat", LogFormat)])
        {
            if (arguments.GetValue(option) is { } value)
            {
                options[key] = value;
            }
        }

        foreach (var (key, option) in ((string, Option<bool>)[])[("Insecure", Insecure), ("NoScripting", NoScripting)])
        {
            if (arguments.GetValue(option))
            {
                options[key] = "true";
            }
        }

        return options;
    }

    private static void Announce(string address)
    {
        Console.Out.WriteLine($"WireSP ready: {address}");
        if (!Console.IsOutputRedirected)
        {
            Console.Out.WriteLine($"""
                Try:  mongosh "{address}"
                      sp.process([{"{"}$source: {"{"}connectionName: "sample_stream_solar"{"}"}{"}"}])
                """);
        }

        Console.Out.Flush();
    }
}

using WireSP.Wire.Authentication;
using WireSP.Wire.Commands.Collections;
using WireSP.Wire.Commands.Diagnostics;
using WireSP.Wire.Commands.Sessions;
using WireSP.Wire.Compression;
using WireSP.Wire.Handshake;

namespace WireSP.Wire.Commands;

/// <summary>
/// The commands that every server has, sorted by name. To add one: its file, its test and a row here.
/// </summary>
internal static class BuiltInCommands
{
    /// <summary>Makes the rows.</summary>
    public static IReadOnlyList<CommandRegistration> Create(
        ServerFacts server, Authenticator authenticator, Func<CommandTable> table) =>
    [
        new(AggregateCommand.Spec, new AggregateCommand()),
        new(AuthenticateCommand.Spec, new AuthenticateCommand()),
        new(BuildInfoCommand.Spec, new BuildInfoCommand(server)),
        new(ConnectionStatusCommand.Spec, new ConnectionStatusCommand()),
        new(CountCommand.Spec, new CountCommand()),
        new(EndSessionsCommand.Spec, new EndSessionsCommand()),
        new(FindCommand.Spec, new FindCommand()),
        new(GetCmdLineOptsCommand.Spec, new GetCmdLineOptsCommand()),
        new(GetLogCommand.Spec, new GetLogCommand()),
        new(GetMoreCommand.Spec, new GetMoreCommand()),
        new(GetParameterCommand.Spec, new GetParameterCommand(server)),
        new(HelloCommand.Spec, new HelloCommand(server, authenticator, Compressors.Available)),
        new(HostInfoCommand.Spec, new HostInfoCommand(server)),
        new(KillCursorsCommand.Spec, new KillCursorsCommand()),
        new(KillSessionsCommand.Spec, new KillSessionsCommand()),
        new(ListCollectionsCommand.Spec, new ListCollectionsCommand()),
        new(ListCommandsCommand.Spec, new ListCommandsCommand(table)),
        new(ListDatabasesCommand.Spec, new ListDatabasesCommand()),
        new(LogoutCommand.Spec, new LogoutCommand()),
        new(PingCommand.Spec, new PingCommand()),
        new(RefreshSessionsCommand.Spec, new RefreshSessionsCommand()),
        new(SaslContinueCommand.Spec, new SaslContinueCommand(authenticator)),
        new(SaslStartCommand.Spec, new SaslStartCommand(authenticator)),
        new(ServerStatusCommand.Spec, new ServerStatusCommand(server)),
        new(StartSessionCommand.Spec, new StartSessionCommand()),
        new(UsersInfoCommand.Spec, new UsersInfoCommand(server)),
        new(WhatsMyUriCommand.Spec, new WhatsMyUriCommand()),
    ];
}

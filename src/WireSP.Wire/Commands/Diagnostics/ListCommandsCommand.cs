using WireSP.Bson;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>The command table, as a reply.</summary>
/// <param name="table">Gives the table, which this command is itself a part of.</param>
internal sealed class ListCommandsCommand(Func<CommandTable> table) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listCommands")
    {
        Summary = "Lists every command with what it does and needs.",
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var commands = new BsonDocumentBuilder();
        foreach (var spec in table().Specs)
        {
            var command = new BsonDocumentBuilder
            {
                { "help", spec.Summary },
                { "requiresAuth", !spec.AllowedBeforeAuthentication },
                { "adminOnly", spec.AdminOnly },
            };
            if (spec.Aliases.Count > 0)
            {
                var aliases = new BsonArrayBuilder();
                foreach (var alias in spec.Aliases)
                {
                    aliases.Add(alias);
                }

                command.Add("aliases", aliases.ToArray());
            }

            commands.Add(spec.Name, command.ToDocument());
        }

        return new(new BsonDocumentBuilder { { "commands", commands.ToDocument() }, { "ok", 1.0 } }.ToDocument());
    }
}

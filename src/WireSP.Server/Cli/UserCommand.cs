using System.CommandLine;
using System.Text;
using WireSP.Server.Configuration;
using WireSP.Wire.Authentication;
using WireSP.Wire.Commands;

namespace WireSP.Server.Cli;

/// <summary><c>wiresp user add</c>: writes a user with hashed credentials into the configuration file.</summary>
internal static class UserCommand
{
    private static readonly Option<string> Name = new("--name") { Description = "The user's name", Required = true };

    private static readonly Option<string[]> Roles = new("--roles")
    {
        Description = $"Roles: {string.Join(", ", Privileges.Roles)}; {Privileges.ReadWriteAnyDatabase} when not given",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var add = new Command("add", "Adds a user; the password is asked for, or read from standard input.")
        {
            Name, Roles, ServeCommand.ConfigurationFile,
        };
        add.SetAction(arguments =>
        {
            Add(arguments);
            return 0;
        });
        return new Command("user", "Looks after the users in a configuration file.") { add };
    }

    private static void Add(ParseResult arguments)
    {
        var file = arguments.GetValue(ServeCommand.ConfigurationFile)
            ?? throw new StartException("--config FILE is needed: users stand in the configuration file");
        var name = arguments.GetValue(Name)!;
        var roles = arguments.GetValue(Roles) is { Length: > 0 } given
            ? given.SelectMany(role => role.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray()
            : [Privileges.ReadWriteAnyDatabase];
        foreach (var role in roles.Where(role => !Privileges.Roles.Contains(role)))
        {
            throw new StartException($"unknown role '{role}'; known roles: {string.Join(", ", Privileges.Roles)}");
        }

        UserFile.Add(file, Derive(name, ReadPassword(), roles));
        Console.Out.WriteLine($"user '{name}' added to {file}; restart the server to let it in");
    }

    private static UserCredentials Derive(string name, string password, string[] roles)
    {
        if (name.Length == 0 || password.Length == 0)
        {
            throw new StartException("neither name nor password may be empty");
        }

        try
        {
            return UserCredentials.FromPassword(name, password, roles);
        }
        catch (FormatException exception)
        {
            throw new StartException($"the password cannot be used: {exception.Message}; choose another", exception);
        }
    }

    private static string ReadPassword()
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? "";
        }

        Console.Error.Write("Password: ");
        var password = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                password.Length = Math.Max(0, password.Length - 1);
            }
            else
            {
                password.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return password.ToString();
    }
}

using System.Text;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Writes the page that lists every command, from what the commands themselves say.</summary>
internal static class CommandReference
{
    /// <summary>The page as Markdown.</summary>
    public static string Render(IEnumerable<CommandSpec> specs)
    {
        var page = new StringBuilder("""
            # Commands

            Generated from each command's `Spec`; a test keeps it so. Options of `create`, `start`, `modify`, `process`,
            `sample` and `stats` may stand at the top level or in `options`; where both have a field, the nested one
            counts. Every command takes the envelope of drivers (`lsid`, `$readPreference`, `apiVersion`, `maxTimeMS`,
            `comment`, …); any other field is an error.

            | Command | What it does | Fields | Needs | Database |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var spec in specs)
        {
            var names = string.Join(", ", spec.Aliases.Prepend(spec.Name).Select(name => $"`{name}`"));
            page.Append("| ").Append(names).Append(" | ").Append(spec.Summary).Append(" | ").Append(Fields(spec))
                .Append(" | ").Append(Needs(spec))
                .Append(" | ").Append(spec.AdminOnly ? "`admin`" : "any").Append(" |\n");
        }

        return page.ToString();
    }

    private static string Fields(CommandSpec spec)
    {
        var fields = spec.Fields.Select(field => $"`{field}`").ToList();
        if (spec.IgnoredFields.Count > 0)
        {
            fields.Add($"without effect: {string.Join(", ", spec.IgnoredFields.Select(field => $"`{field}`"))}");
        }

        if (spec.TakesAnyField)
        {
            fields.Add("any");
        }

        return fields.Count == 0 ? "–" : string.Join(", ", fields);
    }

    private static string Needs(CommandSpec spec) => spec switch
    {
        { AllowedBeforeAuthentication: true } => "nothing",
        { RequiredActions.Count: 0 } => "a login",
        _ => string.Join(" and ", spec.RequiredActions.Select(action => $"`{action}`")),
    };
}

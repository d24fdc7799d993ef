using Microsoft.Extensions.Logging.Abstractions;
using WireSP.Server.Commands;
using WireSP.Server.Commands.Collections;
using WireSP.TestKit;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public class CommandReferenceTests
{
    private const string Page = "src/WireSP.Server/commands.md";

    [Fact]
    public void The_page_says_what_the_commands_say()
    {
        using var server = new WireServer(
            new WireServerOptions(),
            StreamCommandTable.Specs.Concat(CollectionCommandTable.Specs)
                .Select(spec => new CommandRegistration(spec, null!)),
            NullLogger.Instance);
        var rendered = CommandReference.Render(server.Commands.Specs);
        if (Environment.GetEnvironmentVariable("WIRESP_WRITE_REFERENCE") == "1")
        {
            File.WriteAllText(Repository.PathTo(Page), rendered);
        }

        Assert.True(
            File.ReadAllText(Repository.PathTo(Page)) == rendered,
            $"{Page} is not what the commands say: run this test with WIRESP_WRITE_REFERENCE=1 to write it anew");
    }
}

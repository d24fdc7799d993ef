using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands;

public class CommandTableTests
{
    private readonly CommandTable _table = new TestServer(new WireServerOptions()).Wire.Commands;

    [Fact]
    public void Commands_are_sorted_by_name()
    {
        var names = _table.Specs.Select(spec => spec.Name).ToList();

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void Every_name_and_alias_finds_its_command()
    {
        foreach (var spec in _table.Specs)
        {
            foreach (var name in spec.Aliases.Append(spec.Name))
            {
                Assert.True(_table.TryFind(name, out var found), name);
                Assert.Same(spec, found.Spec);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ping")]
    [InlineData("pin")]
    [InlineData("ping ")]
    public void Other_names_find_nothing(string name) => Assert.False(_table.TryFind(name, out _));

    [Fact]
    public void Two_commands_cannot_have_one_alias()
    {
        var first = new CommandRegistration(new CommandSpec("a") { Aliases = ["x"] }, null!);
        var second = new CommandRegistration(new CommandSpec("b") { Aliases = ["x"] }, null!);

        Assert.Throws<ArgumentException>(() => new CommandTable([first, second]));
    }

    [Fact]
    public void Every_error_code_has_a_name_and_unknown_ones_are_locations()
    {
        Assert.Equal("CommandNotFound", ErrorCodeNames.Of(ErrorCode.CommandNotFound));
        Assert.Equal("IDLUnknownField", ErrorCodeNames.Of((ErrorCode)40415));
        Assert.Equal("Location31415", ErrorCodeNames.Of((ErrorCode)31415));
    }
}

using System.Reflection;
using WireSP.Wire.Commands;

namespace WireSP.Tests.House;

public class TableTests
{
    private static readonly string[] Assemblies =
        ["WireSP.Expressions", "WireSP.Streaming", "WireSP.Connectors", "WireSP.Wire", "wiresp"];

    public static TheoryData<Type> Tables =>
    [
        .. from name in Assemblies
           from type in Assembly.Load(name).GetTypes()
           where type.Name.EndsWith("Table", StringComparison.Ordinal) && NamesOf(type) is not null
           select type,
    ];

    [Fact]
    public void There_are_tables() => Assert.NotEmpty(Tables);

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_rows_of_a_table_are_sorted_by_name_and_named_once(Type table)
    {
        var names = NamesOf(table)!.ToArray();

        Assert.NotEmpty(names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
    }

    private static IEnumerable<string>? NamesOf(Type type) =>
        (ValueOf(type, "Names") as IEnumerable<string>)
        ?? (ValueOf(type, "Specs") as IEnumerable<CommandSpec>)?.Select(spec => spec.Name);

    private static object? ValueOf(Type type, string member)
    {
        const BindingFlags Flags = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        return type.GetProperty(member, Flags)?.GetValue(null) ?? type.GetField(member, Flags)?.GetValue(null);
    }
}

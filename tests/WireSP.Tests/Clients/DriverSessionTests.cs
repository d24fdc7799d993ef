using System.Text.Json;
using WireSP.TestKit;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Clients;

[Collection(RealClients.Name)]
public class DriverSessionTests(OrdersWorkspace workspace)
{
    private static readonly string[] CompilerOptions =
    [
        "-Wall", "-Werror", "-I/usr/include/libmongoc-1.0", "-I/usr/include/libbson-1.0",
        "-lmongoc-1.0", "-lbson-1.0",
    ];

    [Fact]
    public async Task The_session_works_through_the_node_driver() =>
        AssertSession(await ClientProgram.RunAsync("node", [Script("orders.mjs"), workspace.Server.Uri]));

    [Fact]
    public async Task The_session_works_through_pymongo() =>
        AssertSession(await ClientProgram.RunAsync(
            Mongosh.SystemPython, [Script("orders.py"), workspace.Server.Uri]));

    [Fact]
    public async Task The_session_works_through_libmongoc()
    {
        using var folder = new TemporaryFolder();
        var program = Path.Combine(folder.FullPath, "orders");
        var compiled = await ClientProgram.RunAsync("gcc", [Script("orders.c"), "-o", program, .. CompilerOptions]);
        Assert.True(compiled.ExitStatus == 0, $"Debian's libmongoc-dev is needed\n{compiled.Error}");

        AssertSession(await ClientProgram.RunAsync(program, [workspace.Server.Uri]));
    }

    [Fact]
    public async Task What_the_processor_writes_is_what_another_program_reads()
    {
        var result = await ClientProgram.RunAsync("node", [Script("orders.mjs"), workspace.Server.Uri]);
        result.Succeeded();

        // Both documents of the window that was open when the processor started may count fewer orders.
        var totals = await workspace.Kafka.ConsumeAsync("totals", 4);
        foreach (var record in totals.Skip(2).Take(2))
        {
            var total = JsonDocument.Parse(record.Text).RootElement;
            Assert.Contains(total.GetProperty("_id").GetString(), (string[])["apple", "pear"]);
            Assert.Equal(3, total.GetProperty("n").GetInt32());
            Assert.Equal(6, total.GetProperty("total").GetInt32());
        }
    }

    private static string Script(string name) => Repository.PathTo($"tests/clients/{name}");

    private static void AssertSession(ProgramResult result)
    {
        var lines = result.Succeeded().Lines;
        Assert.Contains(" kafka1 ", lines[0] + " ", StringComparison.Ordinal);
        Assert.Contains(" sample_stream_solar ", lines[0] + " ", StringComparison.Ordinal);
        Assert.Equal(
            [
                "solar: _id n avg max",
                "sample: _id n total",
                "stats: STARTED with input",
                "listed: orders STOPPED",
                "error: 125 CommandFailed",
            ],
            lines.Skip(1));
    }
}

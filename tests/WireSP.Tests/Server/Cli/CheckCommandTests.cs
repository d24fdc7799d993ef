using WireSP.Server.Cli;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Server.Cli;

public sealed class CheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task The_program_tells_every_problem_with_file_stage_and_path()
    {
        var file = _folder.Write(
            "bad.json",
            """
            {
              name: 'bad',
              pipeline: [
                { $source: { connectionName: 'kafka1', topic: 'in', confg: {} } },
                { $macth: {} },
                { $tumblingWindow: { interval: { size: 1, unit: 'minut' }, pipeline: [{ $count: 'n' }] } }
              ]
            }
            """);

        var result = await ServerProgram.RunAsync("check", file);

        Assert.Equal(2, result.ExitStatus);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Tells(lines[0], $"{file}: stage 0, $source.confg: 'confg' is not a known field. Did you mean 'config'?");
        Tells(lines[1], $"{file}: stage 1: Unrecognized pipeline stage name: '$macth'. Did you mean '$match'?");
        Tells(lines[2], $"{file}: stage 2, $tumblingWindow.interval.unit: 'minut' is not a value of 'unit'");
        Tells(lines[3], $"{file}: stage 2: the last stage must be a sink");
        Assert.Equal("0 passed, 1 failed", lines[4]);
    }

    [Fact]
    public async Task JavaScript_is_refused_by_option_and_by_configuration()
    {
        var file = _folder.Write(
            "p.json",
            """
            [{ $source: { connectionName: 'sample_stream_solar' } },
             { $set: { m: { $function: { body: 'n => n', args: ['$n'], lang: 'js' } } } }]
            """);
        var configuration = _folder.Write("wiresp.json", """{ "NoScripting": true }""");

        var allowed = await ServerProgram.RunAsync("check", file);
        var byOption = await ServerProgram.RunAsync("check", "--noscripting", file);
        var byConfiguration = await ServerProgram.RunAsync("check", "--config", configuration, file);

        Assert.Equal("1 passed, 0 failed\n", allowed.Output);
        foreach (var result in new[] { byOption, byConfiguration })
        {
            Assert.Equal(2, result.ExitStatus);
            Tells(
                result.Output.Split('\n')[0],
                $"{file}: stage 1, $set.m.$function: $function is not available: JavaScript is refused (--noscr");
        }
    }

    [Fact]
    public async Task An_accumulator_in_JavaScript_is_refused_alike()
    {
        var file = _folder.Write(
            "p.json",
            """
            [{ $source: { connectionName: 'sample_stream_solar' } },
             { $tumblingWindow: { interval: { size: 1, unit: 'minute' }, pipeline: [{ $group: { _id: null, n: {
               $accumulator: { init: '() => 0', accumulate: 'n => n + 1', accumulateArgs: [], merge: '(a, b) => a + b',
                 lang: 'js' } } } }] } }]
            """);

        var allowed = await ServerProgram.RunAsync("check", file);
        var refused = await ServerProgram.RunAsync("check", "--noscripting", file);

        Assert.Equal("1 passed, 0 failed\n", allowed.Output);
        Assert.Contains(
            "$accumulator is not available: JavaScript is refused (--noscripting)",
            refused.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_pipeline_needs_no_sink()
    {
        var file = _folder.Write("p.json", "[{ $source: { connectionName: 'sample_stream_solar' } }]");

        Assert.Equal(0, Check(file));
        Assert.Equal("1 passed, 0 failed\n", _output.ToString());
    }

    [Fact]
    public void With_a_configuration_its_connections_are_the_ones_that_exist()
    {
        var configuration = _folder.Write(
            "wiresp.json",
            """{ "Connections": [{ "name": "kafka1", "type": "Kafka", "bootstrapServers": "127.0.0.1:9092" }] }""");
        var file = _folder.Write("p.json", "[{ $source: { connectionName: 'kafka2', topic: 't' } }]");

        Assert.Equal(2, Check(file, configuration));
        Assert.Contains("connection named kafka2 does not exist", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'kafka1'?", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_pipeline_says_where()
    {
        Assert.Equal(2, Check(_folder.Write("p.json", "{\n  pipeline: [,]\n}")));
        Assert.Contains("line 2, column 14: expected a value", _errors.ToString(), StringComparison.Ordinal);
    }

    private static void Tells(string line, string beginning) =>
        Assert.StartsWith(beginning, line, StringComparison.Ordinal);

    private int Check(string path, string? configuration = null) =>
        CheckCommand.Run([path], configuration, _output, _errors);
}

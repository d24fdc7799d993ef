using WireSP.Server.PipelineTests;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Server.Cli;

public sealed class TestCommandTests : IDisposable
{
    private const string Totals =
        """
        {
          pipeline: [
            { $source: { connectionName: 'kafka1', topic: 'orders', timeField: { $toDate: '$at' } } },
            { $tumblingWindow: { interval: { size: 1, unit: 'minute' }, allowedLateness: 0, pipeline: [
              { $group: { _id: '$item', total: { $sum: '$amount' } } } ] } },
            { $emit: { connectionName: 'kafka1', topic: 'totals', config: { key: '$_id', keyFormat: 'string' } } }
          ],
          tests: [
            {
              name: 'adds up',
              input: [
                { at: '2026-01-01T00:00:10Z', item: 'tea', amount: 2 },
                { at: '2026-01-01T00:00:20Z', item: 'tea', amount: 3 },
                { at: '2026-01-01T00:01:00Z', item: 'tea', amount: 9 }
              ],
              expect: { output: [{ _id: 'tea', total: 5, $$to: { topic: 'totals', key: 'tea' } }] }
            },
            {
              name: 'names what is late',
              input: [
                { at: '2026-01-01T00:01:00Z', item: 'tea', amount: 9 },
                { at: '2026-01-01T00:00:20Z', item: 'tea', amount: 3 }
              ],
              expect: { output: [], dlq: [{ reason: 'Input document arrived late.', doc: { amount: 3 } }] }
            }
          ]
        }
        """;

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
    public async Task JavaScript_is_refused_when_the_option_says_so()
    {
        var file = _folder.Write(
            "script.wiresp.json",
            """
            {
              pipeline: [
                { $source: { documents: [] } },
                { $set: { m: { $function: { body: 'n => n + 1', args: ['$n'], lang: 'js' } } } }
              ],
              tests: [{ name: 'counts on', input: [{ n: 1 }], expect: { output: [{ n: 1, m: 2 }] } }]
            }
            """);

        Assert.Equal(0, (await ServerProgram.RunAsync("test", file)).ExitStatus);
        var refused = await ServerProgram.RunAsync("test", "--noscripting", file);
        Assert.Equal(2, refused.ExitStatus);
        Assert.Contains("is refused (--noscripting)", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_passes_and_says_so()
    {
        var file = _folder.Write("totals.wiresp.json", Totals);

        var result = await ServerProgram.RunAsync("test", file);

        Assert.Equal(0, result.ExitStatus);
        Assert.Equal($"{file}\n  ok    adds up\n  ok    names what is late\n2 passed, 0 failed\n", result.Output);
    }

    [Fact]
    public async Task A_pipeline_that_was_broken_fails_with_what_differs()
    {
        var file = _folder.Write("totals.wiresp.json", Change("$sum: '$amount'", "$max: '$amount'"));

        var result = await ServerProgram.RunAsync("test", file);

        const string rest = "the watermark is 00:01:00";
        Assert.Equal(1, result.ExitStatus);
        Assert.Equal(
            $$"""
            {{file}}
              FAIL  adds up
                    output[0] {"_id":"tea","total":3}
                      - total: 5 (int)
                      + total: 3 (int)
                    at the end, 00:00:00: TumblingWindowOperator has open windows from 00:01:00 on, {{rest}}
              ok    names what is late
            1 passed, 1 failed

            """,
            result.Output);
    }

    [Fact]
    public async Task An_unknown_option_names_the_nearest_one()
    {
        var result = await ServerProgram.RunAsync("test", "--fiter", "late", _folder.FullPath);

        Assert.Equal(2, result.ExitStatus);
        Assert.StartsWith(
            "wiresp: Unrecognized option '--fiter'. Did you mean '--filter'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Dead_letters_that_nobody_expects_fail_the_test()
    {
        var text = Change(", dlq: [{ reason: 'Input document arrived late.', doc: { amount: 3 } }]", "");

        Assert.Equal(1, Run(text));

        Assert.Contains("dlq: came out and was not expected", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("there must be no dead letters", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$tumblingWindow", "$tumblingWidow", "stage 1: Unrecognized pipeline stage name: '$tumblingWidow'")]
    [InlineData("interval", "intervall", "stage 1, $tumblingWindow.intervall: 'intervall' is not a known field.")]
    [InlineData("topic: 'totals'", "topik: 'totals'", "the type of connection")]
    [InlineData("name: 'adds up'", "nam: 'adds up'", "Did you mean 'name'?")]
    public void A_file_that_cannot_be_used_says_why_and_where(string written, string mistake, string message)
    {
        var text = Change("'kafka1', topic: 'orders'", "'kafka0', topic: 'orders'");

        Assert.Equal(2, Run(text.Replace(written, mistake, StringComparison.Ordinal)));

        Assert.Contains(message, _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal("0 passed, 0 failed, 1 unusable\n", _output.ToString());
    }

    [Fact]
    public void Only_tests_with_the_name_are_run()
    {
        Assert.Equal(0, Run(Totals, filter: "LATE"));
        Assert.EndsWith("1 passed, 0 failed\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_test_has_is_a_mistake() =>
        Assert.Equal(2, Run(Totals, filter: "no such"));

    [Fact]
    public void The_report_for_other_programs_has_each_test()
    {
        _ = _folder.Write("bad.wiresp.json", "{ tests: [] }");
        var report = Path.Combine(_folder.FullPath, "report.xml");

        Assert.Equal(2, Run(Change("total: 5", "total: 6"), junit: report));

        var suites = System.Xml.Linq.XDocument.Load(report).Root!;
        Assert.Equal(
            ["adds up", "names what is late", "the file can be used"],
            suites.Descendants("testcase").Select(item => item.Attribute("name")!.Value).Order(StringComparer.Ordinal));
        var failure = Assert.Single(suites.Descendants("failure"));
        Assert.Contains("+ total: 5 (int)", failure.Value, StringComparison.Ordinal);
        Assert.Single(suites.Descendants("error"));
    }

    [Fact]
    public void Files_are_found_in_folders_and_by_patterns()
    {
        var file = _folder.Write("totals.wiresp.json", Totals);
        _ = _folder.Write("other.json", "{}");

        Assert.Equal([file], TestFileFinder.Find([_folder.FullPath], []));
        Assert.Equal([file], TestFileFinder.Find([Path.Combine(_folder.FullPath, "*.wiresp.json"), file], []));
        var run = new TestCommandRun(_output, _errors, hasColours: false);
        Assert.Equal(2, run.Run(["missing.wiresp.json", file]));
        Assert.Equal(
            "missing.wiresp.json: there is no such file or folder\n", _errors.ToString());
        Assert.EndsWith("2 passed, 0 failed, 1 unusable\n", _output.ToString(), StringComparison.Ordinal);
    }

    private static string Change(string written, string instead) =>
        Totals.Replace(written, instead, StringComparison.Ordinal);

    private int Run(string text, string? filter = null, string? junit = null)
    {
        _ = _folder.Write("totals.wiresp.json", text);
        var run = new TestCommandRun(_output, _errors, hasColours: false) { Filter = filter, JUnitFile = junit };
        return run.Run([_folder.FullPath]);
    }
}

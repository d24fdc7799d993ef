using WireSP.Server.PipelineTests;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Server.PipelineTests;

public sealed class TestFileReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{ pipeline: [], tests: [}", "line 1, column 25: expected a value at byte 24")]
    [InlineData("{ pipelin: [] }", "processor: expected one of 'processor' and 'pipeline'")]
    [InlineData("{ pipeline: [], tets: [] }", "'tets' is not a known field. Did you mean 'tests'?")]
    [InlineData("{ pipeline: [], tests: [{ name: 'a' }] }", "tests.0.input: 'input' is required and is missing")]
    [InlineData("{ pipeline: [], tests: [{ name: 'a', inputs: [] }] }", "Did you mean 'input'?")]
    [InlineData(
        "{ pipeline: [], tests: [{ name: 'a', input: [{ doc: { a: 1 }, partion: 1 }] }] }",
        "tests.0.input.0.partion: 'partion' is not a known field. Did you mean 'partition'?")]
    [InlineData(
        "{ pipeline: [], tests: [{ name: 'a', input: [{ advance: '5 min' }] }] }",
        "tests.0.input.0.advance: expected a duration such as \"5m\"")]
    [InlineData(
        "{ pipeline: [], tests: [{ name: 'a', input: [{ advance: '5m' }, { at: '1m', doc: {} }] }] }",
        "tests.0.input.1.at: the clock stands at 00:05:00 already and cannot go back to 00:01:00")]
    [InlineData(
        "{ pipeline: [], tests: [{ name: 'a', input: [], expect: { output: [{ a: { $$typ: 'int' } }] } }] }",
        "tests.0.expect.output.0.a.$$typ: '$$typ' is not a matcher here. Did you mean '$$type'?")]
    [InlineData(
        "{ pipeline: [], tests: [{ name: 'a', input: [], expect: { dlq: [{ resaon: 'x' }] } }] }",
        "tests.0.expect.dlq.0.resaon: 'resaon' is not a known field. Did you mean 'reason'?")]
    [InlineData("{ pipeline: [], connections: { k: 'Kafka' } }", "connections.k: expected an object with")]
    [InlineData(
        "{ pipeline: [], tests: [{ name: 'a', input: [], connections: { c: { db: { x: 1 } } } }] }",
        "tests.0.connections.c.db.x: expected an array of documents, found int")]
    public void What_is_wrong_is_named_with_its_place(string text, string problem)
    {
        var refusal = Assert.Throws<TestFileException>(() => Read(text));

        Assert.Contains(refusal.Problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Steps_move_one_clock()
    {
        var test = Read(
            """
            {
              pipeline: [],
              tests: [{ name: 'a', start: '2026-01-02T12:00:00Z', input: [
                { a: 1 }, { advance: '1m' }, { a: 2 }, { at: '12:05', doc: { a: 3 } }, { at: '1h30m', doc: { a: 4 } },
                { advance: { size: 2, unit: 'second' } }, { at: ISODate('2026-01-03T00:00:00Z'), raw: '{}' } ] }]
            }
            """).Tests[0];

        Assert.Equal(
            ["12:00:00", "12:01:00", "12:01:00", "12:05:00", "13:30:00", "13:30:02", "2026-01-03T00:00:00Z"],
            test.Steps.Select(step => TestTime.Show(step.AtMs, test.StartMs)));
        Assert.Equal(
            [true, false, true, true, true, false, true], test.Steps.Select(step => step.HasInput));
    }

    [Fact]
    public void A_pipeline_may_stand_in_a_file_of_its_own()
    {
        _ = _folder.Write("orders.json", "{ name: 'orders', pipeline: [{ $match: {} }] }");

        var file = Read("{ processor: 'orders.json', tests: [] }");

        Assert.Equal("orders", file.Processor.Name);
        Assert.True(file.Processor.IsStored);
        Assert.Equal(1, file.Processor.Pipeline.Count());
    }

    [Fact]
    public void Files_that_name_one_another_are_refused()
    {
        var refusal = Assert.Throws<TestFileException>(() => Read("{ processor: 'a.wiresp.json' }"));

        Assert.Contains("must hold the pipeline itself", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_may_be_a_pipeline_alone() =>
        Assert.Equal(2, Read("[{ $source: {} }, { $emit: {} }]").Processor.Pipeline.Count());

    private TestFile Read(string text) => TestFileReader.Read(_folder.Write("a.wiresp.json", text));
}

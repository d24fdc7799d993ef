using WireSP.Server.PipelineTests;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Server.PipelineTests.Updating;

public sealed class ExpectationUpdateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task One_document_that_changed_leaves_the_others_and_their_matchers_alone() => Becomes(
        """
        {
          pipeline: [{ $source: { connectionName: 'k', topic: 't' } }, { $set: { id: { $createUUID: {} } } }],
          // What a shop sends.
          tests: [
            {
              name: 'ids',
              input: [{ a: 1 }, { a: 2 }, { a: 3 }],
              expect: { output: [
                { a: 1, id: { $$type: 'binData' } }, // the first
                { a: 9, id: { $$any: true } },
                { id: { $$any: true }, a: 3 }
              ] }
            }
          ]
        }

        """,
        "{ a: 9, id: { $$any: true } }",
        "{ a: 2, id: { $$any: true } }");

    [Fact]
    public Task A_list_of_another_length_is_written_anew_in_the_style_of_the_file() => Becomes(
        """
        {
          "pipeline": [{ "$source": { "connectionName": "k", "topic": "t" } }],
          "tests": [
            {
              "name": "two",
              "input": [{ "a": 1 }, { "a": { "$date": "2026-01-01T00:00:00Z" } }],
              "expect": { "output": [{   "a": 1   }] }
            }
          ]
        }

        """,
        """[{   "a": 1   }]""",
        """[{   "a": 1   }, { "a": { "$date": "2026-01-01T00:00:00Z" } }]""");

    [Fact]
    public Task A_test_without_expectation_gets_one_with_its_dead_letters() => Becomes(
        """
        {
          pipeline: [
            { $source: { connectionName: 'k', topic: 't' } },
            { $emit: { connectionName: 'k', topic: '$to' } }
          ],
          tests: [
            {
              name: 'new',
              input: [{ to: 'a' }, { to: 'b' }, { to: 7 }, { raw: '{' }]
            }
          ]
        }

        """,
        "{ raw: '{' }]\n",
        """
        { raw: '{' }],
              expect: {
                output: [{ to: 'a', $$to: { topic: 'a' } }, { to: 'b', $$to: { topic: 'b' } }],
                dlq: [
                  { reason: 'the topic is int, expected string', doc: { to: 7 } },
                  {
                    reason: 'the value is not JSON: the text ends inside a document or array at byte 1',
                    doc: '{'
                  }
                ]
              }

        """);

    [Fact]
    public Task Dead_letters_statistics_and_times_follow() => Becomes(
        """
        {
          pipeline: [{ $source: { connectionName: 'k', topic: 't', timeField: { $toDate: '$at' } } }],
          tests: [
            {
              name: 'bad time',
              input: [{ advance: '1m' }, { at: 'x', n: 1 }, { at: ISODate('2026-01-01'), n: 2 }],
              expect: {
                output: [{ at: ISODate('2026-01-01'), n: 2, $$at: '00:00:59' }],
                dlq: [{ doc: { n: 3 } }],
                stats: { inputMessageCount: 2, dlqMessageCount: 7 }
              }
            }
          ]
        }

        """,
        [
            ("$$at: '00:00:59'", "$$at: '00:01:00'"),
            ("{ doc: { n: 3 } }", "{ doc: { at: 'x', n: 1 } }"),
            ("dlqMessageCount: 7", "dlqMessageCount: 1"),
        ]);

    [Fact]
    public async Task What_is_right_is_not_touched()
    {
        const string Text =
            "{ pipeline: [{ $source: { connectionName: 'k', topic: 't' } }], "
            + "tests: [{ name: 'x', input: [{ a: 1 }], expect: { output: [{ a: NumberLong(1) }] } }] }";

        Assert.Equal(Text, await UpdateAsync(Text));
    }

    private Task Becomes(string text, string before, string after) => Becomes(text, [(before, after)]);

    private async Task Becomes(string text, (string Before, string After)[] changes)
    {
        var expected = text;
        foreach (var (before, after) in changes)
        {
            Assert.Contains(before, text, StringComparison.Ordinal);
            expected = expected.Replace(before, after, StringComparison.Ordinal);
        }

        Assert.Equal(expected, await UpdateAsync(text));
    }

    private async Task<string> UpdateAsync(string text)
    {
        var path = _folder.Write("a.wiresp.json", text);
        using var output = new StringWriter();
        var run = new TestCommandRun(output, output, hasColours: false) { IsUpdate = true };

        Assert.Equal(0, run.Run([path]));
        Assert.Equal(0, new TestCommandRun(output, output, hasColours: false).Run([path]));
        return await File.ReadAllTextAsync(path);
    }
}
